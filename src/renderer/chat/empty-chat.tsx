import { AlarmClock, Mail, Regex, type LucideIcon } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { chatModels, modelFor } from '../store/models.ts'
import { trouble } from '../store/ollama.ts'
import type { State } from '../store/state.ts'
import { isOnThisComputer } from '../sidebar/loopback.ts'
import { greeting } from './greeting.ts'
import { OllamaNotice } from './ollama-notice.tsx'

interface Suggestion {
  readonly icon: LucideIcon
  readonly title: string
  readonly about: string
  /** What stands in the composer then. */
  readonly text: string
}

const suggestions: readonly Suggestion[] = [
  {
    icon: Mail,
    title: 'Write a letter',
    about: 'Short and polite, to a landlord: the heating is out.',
    text: 'Write a short, polite letter to my landlord: the heating has been out since Monday, and I would like it mended this week.',
  },
  {
    icon: Regex,
    title: 'Explain some code',
    about: 'A regular expression for dates, and what it misses.',
    text: String.raw`What does this regular expression match, and which dates does it get wrong? ^\d{4}-(0[1-9]|1[0-2])-\d{2}$`,
  },
  {
    icon: AlarmClock,
    title: 'Have something done',
    about: 'A reminder, in ten minutes. You see the plan before anything happens.',
    text: 'Remind me in 10 minutes to take the bread out of the oven.',
  },
]

/** The first screen: a greeting, how the model is, and three things worth trying. */
export function EmptyChat(): ReactNode {
  const { composer } = useHearth()
  const [hello] = useState(() => greeting(new Date()))
  const isTroubled = useHearthState((state) => trouble(state.ollama) !== null)
  const says = useHearthState(modelInWords)
  return (
    <div className="flex min-h-0 flex-1 flex-col overflow-y-auto px-4 min-[721px]:px-6">
      <div className="m-auto w-full max-w-column py-6">
        <h1 className="text-xl leading-tight font-semibold tracking-[-0.015em]">{hello}</h1>
        <p className="mt-1.5 min-h-[1.6em] text-ink-2">
          {isTroubled ? 'One thing is missing before we can talk.' : says}
        </p>
        <div className="mt-7">
          {isTroubled ? (
            <OllamaNotice />
          ) : (
            <ul aria-label="Worth trying" className="grid gap-2.5 min-[721px]:grid-cols-3">
              {suggestions.map(({ icon: Icon, title, about, text }) => (
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

/** The state of the model in a sentence; empty until it is known. */
function modelInWords({ chat, list, ollama, dataServer }: State): string {
  const { status, models } = ollama
  if (status?.state !== 'running' || !models) return ''
  const name = modelFor(chat, list.conversations, models)
  const model = chatModels(models).find((one) => one.name === name)
  if (!model) return name === null ? 'Choose a model below to begin.' : `${name} will answer.`
  if (model.cloud) return `${model.name} will answer from ollama.com: what you write leaves this computer.`
  if (!isOnThisComputer(status.address)) return `${model.name} will answer from ${status.address}.`
  if (dataServer !== null)
    return `${model.name} will answer, on this computer. What is said is kept in ${dataServer}.`
  return `${model.name} will answer, on this computer. Nothing you write leaves it.`
}
