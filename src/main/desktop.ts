import type { Clipboard, Notification, NotificationConstructorOptions, Shell } from 'electron'
import type { Desktop } from '../core/desktop.ts'
import type { Log } from '../core/log.ts'
import { AppError } from '../shared/errors.ts'

export interface DesktopParts {
  readonly shell: Pick<Shell, 'trashItem' | 'openPath' | 'openExternal'>
  readonly clipboard: Pick<Clipboard, 'readText' | 'writeText'>
  readonly notifications: {
    isSupported(): boolean
    make(options: NotificationConstructorOptions): Pick<Notification, 'show' | 'on'>
  }
  /** Brings Hearth to the front: for a notification that was clicked. */
  readonly show: () => void
  readonly log: Log
}

/** What the system's desktop does for actions. What it refuses is told in its own words. */
export function createDesktop({ shell, clipboard, notifications, show, log }: DesktopParts): Desktop {
  /** A notification that nothing holds is collected, and a click on it goes nowhere. */
  const shown = new Set<object>()
  return {
    async trash(path) {
      await shell.trashItem(path).catch((error: unknown) => {
        throw refusal(`${path} could not be moved to the trash`, error)
      })
    },
    async openPath(path) {
      const problem = await shell.openPath(path)
      if (problem !== '') throw refusal(`${path} could not be opened`, new Error(problem))
    },
    async openAddress(url) {
      await shell.openExternal(url).catch((error: unknown) => {
        throw refusal(`${url} could not be opened`, error)
      })
    },
    readClipboard: () => clipboard.readText(),
    writeClipboard: (text) => clipboard.writeText(text),
    notify(title, body) {
      // The window tells it too: what is said here only is never all there is of it.
      if (!notifications.isSupported()) return log.info('notification.unsupported')
      const notification = notifications.make({ title, body })
      shown.add(notification)
      notification.on('click', show)
      notification.on('close', () => void shown.delete(notification))
      notification.show()
    },
  }
}

function refusal(what: string, cause: unknown): AppError {
  const reason = cause instanceof Error && cause.message !== '' ? `: ${cause.message}` : ''
  return new AppError('action_failed', `${what}${reason.replace(/\.$/, '')}.`, { cause })
}
