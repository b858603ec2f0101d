import { Toast, type ToastManager } from '@base-ui/react/toast'
import { CircleAlert, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { iconButtonLook } from '../controls/icon-button.tsx'
import type { Notice } from '../store/room.ts'
import { useWords } from '../use-words.ts'

/** Errors stay long enough to be read. */
const defaultMs = { plain: 5_000, error: 12_000 } as const

/** Shows a notice; one with the id of another takes its place. */
export function showNotice(toasts: ToastManager, notice: Notice): void {
  const { id, kind, title, text, action, timeoutMs } = notice
  const toast = toasts.add({
    ...(id === undefined ? {} : { id }),
    type: kind,
    title,
    description: text,
    timeout: timeoutMs ?? defaultMs[kind],
    priority: kind === 'error' ? 'high' : 'low',
    ...(action && {
      actionProps: {
        children: action.label,
        onClick() {
          toasts.close(toast)
          action.run()
        },
      },
    }),
  })
}

/** Where notices float: below the header, where they cover neither the end of an answer nor the composer. */
export function Notices(): ReactNode {
  return (
    <Toast.Portal>
      <Toast.Viewport className="fixed end-4 top-14 z-40 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2">
        <NoticeList />
      </Toast.Viewport>
    </Toast.Portal>
  )
}

function NoticeList(): ReactNode {
  const t = useWords()
  const { toasts } = Toast.useToastManager()
  return toasts.map((toast) => (
    <Toast.Root
      key={toast.id}
      toast={toast}
      data-notice
      swipeDirection="right"
      className="floats rounded-md border border-line bg-raised text-ink shadow-float"
    >
      <Toast.Content className="flex items-start gap-3 py-2.5 ps-3.5 pe-2">
        {toast.type === 'error' && <CircleAlert aria-hidden size={16} className="mt-1 shrink-0 text-bad" />}
        <div className="min-w-0 flex-1 py-1 text-sm">
          <Toast.Title className="leading-snug font-semibold" />
          <Toast.Description dir="auto" className="line-clamp-4 leading-snug wrap-anywhere text-ink-2" />
        </div>
        {toast.actionProps && (
          <Toast.Action className="h-8 shrink-0 rounded-sm px-2.5 text-sm font-semibold text-ember hover:bg-ember-soft" />
        )}
        <Toast.Close aria-label={t('chat:close')} className={iconButtonLook}>
          <X aria-hidden size={15} />
        </Toast.Close>
      </Toast.Content>
    </Toast.Root>
  ))
}
