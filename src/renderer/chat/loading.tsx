import type { ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

const bar = 'h-3 rounded-full bg-line'

/** Where messages will be, when they take longer than one notices. */
export function TranscriptSkeleton(): ReactNode {
  const t = useWords()
  return (
    <div aria-live="polite" className="waits min-h-0 flex-1 overflow-hidden px-4 pt-5 min-[721px]:px-6">
      <span className="sr-only">{t('chat:loading')}</span>
      <div aria-hidden className="mx-auto flex max-w-column flex-col gap-8">
        <div className="h-11 w-2/5 self-end rounded-lg bg-bubble" />
        <div className="flex flex-col gap-3">
          <div className={`${bar} w-full`} />
          <div className={`${bar} w-11/12`} />
          <div className={`${bar} w-3/5`} />
        </div>
        <div className="h-11 w-1/2 self-end rounded-lg bg-bubble" />
        <div className="flex flex-col gap-3">
          <div className={`${bar} w-4/5`} />
          <div className={`${bar} w-2/5`} />
        </div>
      </div>
    </div>
  )
}

/** A conversation that could not be read. */
export function LoadFailed(): ReactNode {
  const t = useWords()
  const { chat } = useHearth()
  const id = useHearthState((state) => state.chat.id)
  const message = useHearthState(({ chat: { loading } }) =>
    loading.state === 'failed' ? loading.error.message : '',
  )
  return (
    <div role="alert" className="grid flex-1 place-content-center justify-items-center gap-1 p-6 text-center">
      <h2 className="text-lg font-semibold">{t('chat:notOpened')}</h2>
      <p className="max-w-md text-sm text-ink-2">{message}</p>
      <div className="mt-5 flex gap-2">
        <Button look="main" onClick={() => void chat.open(id)}>
          {t('chat:tryAgain')}
        </Button>
        <Button onClick={() => chat.startNew()}>{t('chat:beginAnother')}</Button>
      </div>
    </div>
  )
}
