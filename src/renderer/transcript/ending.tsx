import type { ReactNode } from 'react'
import { CircleAlert, RotateCcw } from 'lucide-react'
import type { TextMetadata } from '../../shared/message.ts'
import { ErrorText } from '../error-text.tsx'

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
  const retry = onRetry && (
    <button type="button" className="again" disabled={!canRetry} onClick={onRetry}>
      <RotateCcw size={14} aria-hidden="true" />
      Try again
    </button>
  )
  switch (metadata?.status) {
    case 'failed':
      return (
        <div className="ending ending-failed">
          <CircleAlert size={17} aria-hidden="true" />
          <p dir="auto">
            {metadata.error ? (
              <ErrorText error={metadata.error} />
            ) : (
              'The model did not finish its answer. What came is kept.'
            )}
          </p>
          {retry}
        </div>
      )
    case 'interrupted':
      return (
        <div className="ending">
          <p>Hearth was closed before the answer was complete. What came is kept.</p>
          {retry}
        </div>
      )
    case 'stopped':
      return (
        <div className="ending">
          <p>Stopped.</p>
        </div>
      )
    case 'complete':
    case 'streaming':
    case undefined:
      if (empty) {
        return (
          <div className="ending">
            <p>The model gave no answer.</p>
            {retry}
          </div>
        )
      }
      if (metadata?.doneReason !== 'length') return null
      return (
        <div className="ending">
          <p>The answer ran into the length limit.</p>
        </div>
      )
  }
}
