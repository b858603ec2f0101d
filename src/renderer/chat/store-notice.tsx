import { HardDrive } from 'lucide-react'
import type { ReactNode } from 'react'
import { ErrorText } from '../error-text.tsx'
import { useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

/** While the disk does not take what is answered. */
export function StoreNotice(): ReactNode {
  const t = useWords()
  const trouble = useHearthState((state) => state.trouble)
  return (
    <div aria-live="polite" className="px-4 min-[721px]:px-6">
      {trouble && (
        <div className="mx-auto flex max-w-column gap-3 rounded-md border border-bad-line bg-bad-soft px-4 py-2.5 text-sm">
          <HardDrive aria-hidden size={16} strokeWidth={1.75} className="mt-0.5 shrink-0 text-bad" />
          <p>
            <strong className="font-semibold">{t('chat:notSaved')}</strong> <ErrorText error={trouble} />{' '}
            {t('chat:staysInWindow')}
          </p>
        </div>
      )}
    </div>
  )
}
