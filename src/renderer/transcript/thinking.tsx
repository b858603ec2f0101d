import { useId, useLayoutEffect, useMemo, useRef, useState, type ReactNode } from 'react'
import { ChevronRight } from 'lucide-react'
import { createLineChunks } from '../markdown/line-chunks.ts'
import { useElapsed } from './use-elapsed.ts'
import { formatSeconds } from './words.ts'
import type { Translate } from '../../shared/words/language.ts'
import { useWords } from '../use-words.ts'

export interface ThinkingProps {
  readonly text: string
  /** True until the answer begins. */
  readonly live: boolean
  /** How long it took, when that is known. */
  readonly milliseconds: number | undefined
}

/** What the model thought before it answered: one quiet line, which opens. */
export function Thinking({ text, live, milliseconds }: ThinkingProps): ReactNode {
  const t = useWords()
  const [open, setOpen] = useState(false)
  const id = useId()
  return (
    <div className="thinking">
      <button type="button" aria-expanded={open} aria-controls={id} onClick={() => setOpen(!open)}>
        <ChevronRight size={14} aria-hidden="true" className="thinking-sign" />
        {live ? <LiveLabel milliseconds={milliseconds} /> : doneLabel(milliseconds, t)}
      </button>
      <div id={id} hidden={!open}>
        {open ? <Thoughts text={text} live={live} /> : null}
      </div>
    </div>
  )
}

function doneLabel(milliseconds: number | undefined, t: Translate): string {
  if (milliseconds === undefined) return t('transcript:thought')
  if (milliseconds < 1_000) return t('transcript:thoughtMoment')
  return t('transcript:thoughtFor', { time: formatSeconds(milliseconds / 1_000, t) })
}

function LiveLabel({ milliseconds }: { readonly milliseconds: number | undefined }): ReactNode {
  const t = useWords()
  const [since] = useState(() => Date.now() - (milliseconds ?? 0))
  const seconds = useElapsed(since)
  return (
    <span>
      {t('transcript:thinkingNow')}
      {seconds > 0 ? <span className="seconds">{formatSeconds(seconds, t)}</span> : null}
    </span>
  )
}

/** As it was written, in a box of its own that follows its end while it grows. */
function Thoughts({ text, live }: { readonly text: string; readonly live: boolean }): ReactNode {
  const label = useWords()('transcript:thinking')
  const lines = useMemo(() => createLineChunks(20), [])
  const box = useRef<HTMLDivElement>(null)
  const atEnd = useRef(live)
  useLayoutEffect(() => {
    if (box.current && atEnd.current) box.current.scrollTop = box.current.scrollHeight
  })
  const look = (): void => {
    const element = box.current
    if (element) atEnd.current = live && element.scrollHeight - element.clientHeight - element.scrollTop <= 2
  }
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex, jsx-a11y/prefer-tag-over-role -- It scrolls, also for a keyboard, and no tag is a group of text.
    <div ref={box} className="thoughts" tabIndex={0} role="group" aria-label={label} onScroll={look}>
      {lines.read(text).map((chunk, index) => (
        <div key={index} className="text-chunk">
          {chunk}
        </div>
      ))}
    </div>
  )
}
