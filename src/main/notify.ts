import type { Notification, NotificationConstructorOptions } from 'electron'
import type { Log } from '../core/log.ts'

export interface NotifyParts {
  isSupported(): boolean
  make(options: NotificationConstructorOptions): Pick<Notification, 'show' | 'on'>
}

/** Tells something by the desktop. A click on it leads somewhere. */
export type Notify = (text: { readonly title: string; readonly body: string }, onClick: () => void) => void

export function createNotify({ isSupported, make }: NotifyParts, log: Log): Notify {
  /** A notification that nothing holds is collected, and a click on it goes nowhere. */
  const shown = new Set<object>()
  return (text, onClick) => {
    // The window tells it too: what is said here only is never all there is of it.
    if (!isSupported()) return log.info('notification.unsupported')
    const notification = make(text)
    shown.add(notification)
    notification.on('click', onClick)
    notification.on('close', () => void shown.delete(notification))
    // macOS, of an app that nobody has signed.
    notification.on('failed', (_event, error) => {
      shown.delete(notification)
      log.info('notification.failed', { error })
    })
    notification.show()
  }
}
