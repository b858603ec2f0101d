import { useEffect, useState, type ReactNode } from 'react'
import { Check, Copy } from 'lucide-react'
import { useWords } from '../use-words.ts'

export interface CopyButtonProps {
  /** Asked for when it is pressed. */
  readonly text: () => string
  readonly label: string
  /** Shown beside the sign; without it the label is only spoken. */
  readonly caption?: string
  readonly className?: string
}

const confirmationMs = 1_600

/** Copies, and says so where it was pressed. */
export function CopyButton({ text, label, caption, className }: CopyButtonProps): ReactNode {
  const t = useWords()
  const [state, setState] = useState<'idle' | 'copied' | 'failed'>('idle')
  useEffect(() => {
    if (state === 'idle') return undefined
    const timer = setTimeout(() => setState('idle'), confirmationMs)
    return () => clearTimeout(timer)
  }, [state])

  const copy = (): void => {
    navigator.clipboard.writeText(text()).then(
      () => setState('copied'),
      () => setState('failed'),
    )
  }
  const said = { idle: label, copied: t('transcript:copied'), failed: t('transcript:notCopied') }[state]
  return (
    <button type="button" className={className} title={said} aria-label={said} onClick={copy}>
      {state === 'copied' ? <Check size={15} aria-hidden="true" /> : <Copy size={15} aria-hidden="true" />}
      {caption === undefined ? null : <span aria-hidden="true">{state === 'idle' ? caption : said}</span>}
    </button>
  )
}
