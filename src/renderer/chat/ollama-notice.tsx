import { Check, Copy, RefreshCw } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import type { ErrorReport } from '../../shared/errors.ts'
import type { OllamaHelp } from '../../shared/recommendation.ts'
import type { Translate } from '../../shared/words/language.ts'
import { Button } from '../controls/button.tsx'
import { useCopy } from '../controls/use-copy.ts'
import { StartOllama } from '../first-start/start-ollama.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useAsked } from '../settings/use-asked.ts'
import { isOnThisComputer } from '../sidebar/loopback.ts'
import { trouble } from '../store/ollama.ts'
import { useWords } from '../use-words.ts'

interface Advice {
  readonly say: string
  readonly more?: string
  readonly command?: string
  readonly link?: { readonly label: string; readonly url: string }
  /** Ollama is here and can be started. */
  readonly canStart?: boolean
  /** There is a page for it. */
  readonly needsModel?: boolean
}

/** What is wrong with the model server and what to do about it; nothing while nothing is. */
export function OllamaNotice({ compact = false }: { readonly compact?: boolean }): ReactNode {
  const t = useWords()
  const ollama = useHearthState((state) => state.ollama)
  const wrong = trouble(ollama, t)
  return <div aria-live="polite">{wrong && <Notice key={wrong.code} wrong={wrong} compact={compact} />}</div>
}

interface NoticeProps {
  readonly wrong: ErrorReport
  readonly compact: boolean
}

function Notice({ wrong, compact }: NoticeProps): ReactNode {
  const t = useWords()
  const help = useAsked('ollama.help').data
  // One that runs on another computer cannot be started from here.
  const isHere = useHearthState(({ ollama }) => isOnThisComputer(ollama.status?.address ?? ''))
  const { models, showLink } = useHearth()
  const advice = adviceOn(wrong, help, t)
  const { more, command, link, canStart = false, needsModel = false } = advice
  // Where it is not of this computer, the whole sentence says where it was looked for.
  const say = wrong.code === 'ollama_not_running' && !isHere ? wrong.message : advice.say
  return (
    <section
      aria-label={t('chat:ollama.name')}
      className={`rounded-lg border border-warn-line bg-warn-soft text-sm ${compact ? 'mb-3 px-4 py-3' : 'p-5'}`}
    >
      <p className="font-medium wrap-anywhere">{say}</p>
      {more !== undefined && <p className="mt-0.5 text-ink-2">{more}</p>}
      <div className="mt-3 flex flex-wrap items-center gap-2">
        {canStart && isHere && <StartOllama />}
        {needsModel && <Button onClick={() => models.show(true)}>{t('firstStart:getModel')}</Button>}
        {command !== undefined && <Command text={command} />}
        {link && <Button onClick={() => showLink(link.url)}>{link.label}</Button>}
        <CheckAgain />
      </div>
      {compact ? null : <p className="mt-3 text-ink-2">{t('chat:ollama.byItself')}</p>}
    </section>
  )
}

function Command({ text }: { readonly text: string }): ReactNode {
  const t = useWords()
  const [copied, copy] = useCopy()
  return (
    <span className="inline-flex h-9 min-w-0 items-center rounded-md border border-line-strong bg-raised ps-3 pe-1">
      <code className="line font-mono text-sm select-all">{text}</code>
      <button
        type="button"
        aria-label={copied ? t('chat:ollama.copied') : t('chat:ollama.copyCommand', { command: text })}
        className="ms-2 grid size-7 place-items-center rounded-sm text-ink-2 hover:bg-hover hover:text-ink"
        onClick={() => void copy(text)}
      >
        {copied ? <Check aria-hidden size={14} className="text-good" /> : <Copy aria-hidden size={14} />}
      </button>
    </span>
  )
}

function CheckAgain(): ReactNode {
  const t = useWords()
  const { ollama } = useHearth()
  const checking = useHearthState((state) => state.ollama.checking)
  const [checked, setChecked] = useState(false)
  return (
    <>
      <Button
        aria-disabled={checking}
        onClick={() => {
          if (!checking) void ollama.check().then(() => setChecked(true))
        }}
      >
        <RefreshCw aria-hidden size={14} strokeWidth={2} className={checking ? 'glows' : ''} />
        {t('chat:ollama.checkAgain')}
      </Button>
      {checked && !checking && <span className="ps-1 text-ink-2">{t('chat:ollama.noChange')}</span>}
    </>
  )
}

/** The sentence is main's, as far as buttons do not say it as well; what to do beside it is ours. */
function adviceOn({ code, message: say }: ErrorReport, help: OllamaHelp | null, t: Translate): Advice {
  switch (code) {
    case 'ollama_not_installed': {
      const link = { label: t('chat:ollama.get'), url: help?.getUrl ?? 'https://ollama.com/download' }
      const command = help?.getCommand ?? null
      return command === null ? { say, link } : { say, link, more: t('firstStart:install'), command }
    }
    case 'ollama_not_running':
      return {
        say: t('errors:ollama_not_running'),
        more: t('chat:ollama.startIt'),
        command: help?.startCommand ?? 'ollama serve',
        canStart: help?.canStart ?? false,
      }
    case 'model_none':
      return { say, needsModel: true }
    default:
      return { say }
  }
}
