import type { ReactNode } from 'react'
import { CircleAlert, RotateCcw } from 'lucide-react'
import type { TextMetadata } from '../../shared/message.ts'
import { ErrorText } from '../error-text.tsx'
import { useWords } from '../use-words.ts'

export interface EndingProps {
  readonly metadata: TextMetadata | null
  /** Nothing came of it. */
  readonly empty: boolean
  /** False while another turn runs. */
  readonly canRetry: boolean
  /** Null where it cannot be tried again. */
  readonly onRetry: (() => void) | null
}

/** How an answer ended, when it did not simply end. */
export function Ending({ metadata, empty, canRetry, onRetry }: EndingProps): ReactNode {
  const t = useWords()
  const retry = onRetry && (
    <button type="button" className="again" disabled={!canRetry} onClick={onRetry}>
      <RotateCcw size={14} aria-hidden="true" />
      {t('transcript:tryAgain')}
    </button>
  )
  switch (metadata?.status) {
    case 'failed':
      return (
        <div className="ending ending-failed">
          <CircleAlert size={17} aria-hidden="true" />
          <p dir="auto">
            {metadata.error ? <ErrorText error={metadata.error} /> : t('transcript:endings.failed')}
          </p>
          {retry}
        </div>
      )
    case 'interrupted':
      return (
        <div className="ending">
          <p>{t('transcript:endings.interrupted')}</p>
          {retry}
        </div>
      )
    case 'stopped':
      return (
        <div className="ending">
          <p>{t('transcript:endings.stopped')}</p>
        </div>
      )
    case 'complete':
    case 'streaming':
    case undefined:
      if (empty) {
        return (
          <div className="ending">
            <p>{t('transcript:endings.empty')}</p>
            {retry}
          </div>
        )
      }
      if (metadata?.doneReason !== 'length') return null
      return (
        <div className="ending">
          <p>{t('transcript:endings.length')}</p>
        </div>
      )
  }
}
