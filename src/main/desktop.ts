import type { Clipboard, Shell } from 'electron'
import type { Desktop, ToldReminder } from '../core/desktop.ts'
import { AppError } from '../shared/errors.ts'
import type { Translate } from '../shared/words/language.ts'
import type { Notify } from './notify.ts'

export interface DesktopParts {
  readonly shell: Pick<Shell, 'trashItem' | 'openPath' | 'openExternal'>
  readonly clipboard: Pick<Clipboard, 'readText' | 'writeText'>
  readonly notify: Notify
  readonly t: Translate
  /** Brings Hearth to the front: for a notification that was clicked. */
  readonly show: () => void
}

/** What the system's desktop does for actions. What it refuses is told in its own words. */
export function createDesktop({ shell, clipboard, notify, t, show }: DesktopParts): Desktop {
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
    tellReminder: (told) => notify(reminderText(told, t), show),
  }
}

function reminderText(told: ToldReminder, t: Translate): { readonly title: string; readonly body: string } {
  if (told.kind === 'more')
    return { title: t('tray:reminders'), body: t('tray:remindersMore', { count: told.count }) }
  return { title: t(told.late ? 'tray:reminderLate' : 'tray:reminder'), body: told.text }
}

function refusal(what: string, cause: unknown): AppError {
  const reason = cause instanceof Error && cause.message !== '' ? `: ${cause.message}` : ''
  return new AppError('action_failed', `${what}${reason.replace(/\.$/, '')}.`, { cause })
}
