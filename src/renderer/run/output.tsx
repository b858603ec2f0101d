import { useLayoutEffect, useMemo, useRef, useState, type ReactNode, type UIEvent } from 'react'
import type { ProgressMessage } from '../../shared/message.ts'
import { MonoBox } from '../controls/mono-box.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { createLineChunks } from '../markdown/line-chunks.ts'
import { useWords } from '../use-words.ts'

/** Characters of a growing output that are laid out: more would cost a frame. */
const liveLength = 4_000

/** What a step gives out, while it does. */
export function LiveOutput({ step }: { readonly step: ProgressMessage }): ReactNode {
  const live = useHearthState((state) => state.chat.outputs.get(step.id)?.text)
  const text = live ?? step.metadata?.output ?? ''
  if (text === '') return null
  const shown = text.slice(-liveLength)
  // Not from the middle of a line.
  const start = shown.length < text.length ? shown.indexOf('\n') + 1 : 0
  return <Tail text={shown.slice(start)} />
}

/** A box that follows its end until somebody scrolls up in it. */
function Tail({ text }: { readonly text: string }): ReactNode {
  const t = useWords()
  const element = useRef<HTMLDivElement>(null)
  const atEnd = useRef(true)
  useLayoutEffect(() => {
    if (element.current && atEnd.current) element.current.scrollTop = element.current.scrollHeight
  })
  const look = ({ currentTarget: { scrollHeight, clientHeight, scrollTop } }: UIEvent): void => {
    atEnd.current = scrollHeight - clientHeight - scrollTop <= 2
  }
  return (
    <MonoBox ref={element} label={t('run:output')} className="max-h-44 contain-content" onScroll={look}>
      {text}
    </MonoBox>
  )
}

export interface StoredOutputProps {
  readonly runId: string
  readonly actionId: string
  readonly output: string
  /** How much there was in all. */
  readonly length: number
}

/** What a step gave out: its end, and all of it when that is asked for. */
export function StoredOutput({ runId, actionId, output, length }: StoredOutputProps): ReactNode {
  const t = useWords()
  const { runs } = useHearth()
  const [whole, setWhole] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const chunks = useMemo(() => createLineChunks(40).read(whole ?? output), [whole, output])
  const isCut = length > output.length

  async function toggle(): Promise<void> {
    if (whole !== null) return setWhole(null)
    setBusy(true)
    setWhole(await runs.output(runId, actionId))
    setBusy(false)
  }

  return (
    <div>
      <MonoBox label={t('run:output')} className={whole === null ? 'max-h-60' : 'max-h-[60vh]'}>
        {isCut && whole === null && <span className="text-ink-3">…{'\n'}</span>}
        {chunks.map((chunk, index) => (
          <div key={index} className="text-chunk">
            {chunk}
          </div>
        ))}
      </MonoBox>
      {isCut && (
        <button
          type="button"
          aria-expanded={whole !== null}
          disabled={busy}
          className="-ms-1.5 mt-1 rounded-sm px-1.5 py-0.5 text-xs font-medium text-ink-2 tabular-nums hover:bg-hover hover:text-ink"
          onClick={() => void toggle()}
        >
          {whole === null ? t('run:showAll', { characters: length }) : t('run:showEnd')}
        </button>
      )}
    </div>
  )
}
