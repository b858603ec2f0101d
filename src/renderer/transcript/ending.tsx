import { use, type ReactNode } from 'react'
import { Boxes, CircleAlert, RotateCcw } from 'lucide-react'
import type { AppErrorCode } from '../../shared/errors.ts'
import type { TextMetadata } from '../../shared/message.ts'
import { ErrorText } from '../error-text.tsx'
import { useWords } from '../use-words.ts'
import { ModelsContext } from './models-context.ts'

export interface EndingProps {
  readonly metadata: TextMetadata | null
  /** Nothing came of it. */
  readonly empty: boolean
  /** False while another turn runs. */
  readonly canRetry: boolean
  /** Null where it cannot be tried again. */
  readonly onRetry: (() => void) | null
}

/** What another model, or one that is downloaded, puts right, and the same once more does not. */
const ofTheModel: ReadonlySet<AppErrorCode> = new Set([
  'model_missing',
  'model_none',
  'model_out_of_memory',
  'model_unsuitable',
])

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
          {retry && <OpenModels code={metadata.error?.code} />}
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

function OpenModels({ code }: { readonly code: AppErrorCode | undefined }): ReactNode {
  const t = useWords()
  const open = use(ModelsContext)
  if (!open || !code || !ofTheModel.has(code)) return null
  return (
    <button type="button" className="again" onClick={open}>
      <Boxes size={14} aria-hidden="true" />
      {t('transcript:openModels')}
    </button>
  )
}
