import { AlarmClock, Mail, Regex, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { Translate } from '../../shared/words/language.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { chatModels, modelFor } from '../store/models.ts'
import { trouble } from '../store/ollama.ts'
import type { State } from '../store/state.ts'
import { isOnThisComputer } from '../sidebar/loopback.ts'
import { FirstStart } from '../first-start/first-start.tsx'
import { timeOfDay } from './greeting.ts'
import { useWords } from '../use-words.ts'

interface Suggestion {
  readonly icon: LucideIcon
  readonly title: string
  readonly about: string
  /** What stands in the composer then. */
  readonly text: string
}

function suggestions(t: Translate): readonly Suggestion[] {
  const code = String.raw`^\d{4}-(0[1-9]|1[0-2])-\d{2}$`
  return [
    {
      icon: Mail,
      title: t('chat:trying.letter'),
      about: t('chat:trying.letterAbout'),
      text: t('chat:trying.letterText'),
    },
    {
      icon: Regex,
      title: t('chat:trying.code'),
      about: t('chat:trying.codeAbout'),
      text: t('chat:trying.codeText', { code }),
    },
    {
      icon: AlarmClock,
      title: t('chat:trying.reminder'),
      about: t('chat:trying.reminderAbout'),
      text: t('chat:trying.reminderText'),
    },
  ]
}

/** The first screen: a greeting, how the model is, and three things worth trying. */
export function EmptyChat(): ReactNode {
  const t = useWords()
  const { composer } = useHearth()
  const [begun] = useState(() => new Date())
  const isTroubled = useHearthState((state) => trouble(state.ollama, t) !== null)
  const isFirst = useHearthState(
    ({ list, ollama }) =>
      trouble(ollama, t) !== null && list.loading.state === 'ready' && list.conversations.length === 0,
  )
  const isKnown = useHearthState(knowsWhatToOffer)
  const says = useHearthState((state) => modelInWords(t, state))
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-4 min-[721px]:px-6">
      {!isKnown && <h1 className="sr-only">{t('chat:newChat')}</h1>}
      <div className={`m-auto w-full max-w-column py-6 ${isKnown ? '' : 'invisible'}`}>
        <h1 className="text-xl leading-tight font-semibold tracking-[-0.015em]">
          {isFirst ? t('firstStart:welcome') : t(`chat:greeting.${timeOfDay(begun)}`)}
        </h1>
        <p className="mt-1.5 min-h-[1.6em] text-ink-2">
          {isTroubled ? t(isFirst ? 'firstStart:missing' : 'chat:missing') : says}
        </p>
        <div className="mt-7">
          {isTroubled ? (
            <FirstStart />
          ) : (
            <ul aria-label={t('chat:trying.label')} className="grid gap-2.5 min-[721px]:grid-cols-3">
              {suggestions(t).map(({ icon: Icon, title, about, text }) => (
                <li key={title} className="flex">
                  <button
                    type="button"
                    onClick={() => composer.fill(text)}
                    className="group flex w-full flex-col rounded-md border border-line bg-raised p-4 text-start transition-colors duration-100 hover:border-line-strong hover:bg-sunk max-[720px]:flex-row max-[720px]:gap-3"
                  >
                    <Icon aria-hidden size={17} strokeWidth={1.75} className="shrink-0 text-ember" />
                    <span className="mt-2.5 max-[720px]:mt-[-3px]">
                      <span className="block text-sm font-semibold">{title}</span>
                      <span className="mt-0.5 block text-sm leading-[1.5] text-ink-2">{about}</span>
                    </span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </div>
  )
}

/** Whoever has never talked yet is not to see the screen of one who can, and then another. */
function knowsWhatToOffer({ list, ollama: { status, models, modelsError } }: State): boolean {
  if (list.conversations.length > 0) return true
  return status !== null && (status.state !== 'running' || models !== null || modelsError !== null)
}

/** The state of the model in a sentence; empty until it is known. */
function modelInWords(t: Translate, state: State): string {
  const { dataServer } = state
  const { status, models } = state.ollama
  if (state.demo) return t('demo:about')
  if (status?.state !== 'running' || !models) return ''
  const wanted = modelFor(state)
  const model = chatModels(models).find((one) => one.name === wanted)
  if (!model) return wanted === null ? t('chat:model.choose') : t('chat:model.answers', { name: wanted })
  const { name } = model
  const { address } = status
  if (model.cloud) return t('chat:model.cloud', { name })
  if (!isOnThisComputer(address)) return t('chat:model.elsewhere', { name, address })
  if (dataServer !== null) return t('chat:model.keptElsewhere', { name, server: dataServer })
  return t('chat:model.here', { name })
}
