import type { i18n } from 'i18next'
import type { Assistant } from '../core/assistant.ts'
import type { Log } from '../core/log.ts'
import type { ShortcutState } from '../shared/desktop-requests.ts'
import type { EventListener, HearthEvent } from '../shared/events.ts'
import type { Settings } from '../shared/settings.ts'
import { downloadOf } from './download.ts'
import { createNotices } from './notices.ts'
import type { Notify } from './notify.ts'
import { createProgress } from './progress.ts'
import type { QuickPrompt } from './quick-prompt.ts'
import type { QuickShortcut } from './quick-shortcut.ts'
import type { TrayChoice } from './tray-menu.ts'
import { createTrayRoom, type TrayRoomOptions } from './tray-room.ts'
import type { MainWindow } from './window.ts'

/** Hearth on the desktop: its tray, its shortcut, what it tells while nobody looks. */
export interface Desk {
  /** Follows what the assistant does. */
  readonly listener: EventListener
  /** Begins, once what was chosen is known. */
  begin(assistant: Assistant): Promise<void>
  /** Whether it goes on in the tray when its last window closes. */
  staysInTray(): boolean
  mainOpened(): void
  /** The main window was closed, and not because the app ends: what is temporary goes. */
  mainClosed(): void
  shortcutState(): ShortcutState
  close(): void
}

export interface DeskOptions extends Pick<TrayRoomOptions, 'openTray'> {
  readonly words: i18n
  readonly main: MainWindow
  readonly quick: QuickPrompt
  readonly shortcut: QuickShortcut
  readonly notify: Notify
  /** Whether one of our windows has the focus. */
  readonly inFront: () => boolean
  readonly tellWindows: (event: HearthEvent) => void
  readonly quit: () => void
  readonly log: Log
}

/** Milliseconds from an opening until the quick prompt is made: the main window comes first. */
const preparedAfterMs = 1_000

export function createDesk(options: DeskOptions): Desk {
  const { words, main, quick, shortcut, notify, log, openTray } = options
  const onBug = (error: unknown): void => log.error('desk', { error })
  const noticeFor = createNotices(words.t)
  const progress = createProgress((value) => main.current()?.setProgressBar(value))
  const tray = createTrayRoom({ t: words.t, openTray, choose, onBug })
  let room: Assistant['settings'] | null = null
  let leaveTemporary: Assistant['leaveTemporary'] | null = null
  let preparing: NodeJS.Timeout | null = null

  function choose(choice: Exclude<TrayChoice, { readonly kind: 'pauseMemory' }>): void {
    if (choice.kind === 'quickPrompt') quick.show()
    else if (choice.kind === 'quit') options.quit()
    else if (choice.kind === 'open') open(choice.conversationId)
    else main.tell({ type: 'menu.chosen', command: choice.kind })
  }

  function open(conversationId: string): void {
    main.tell({ type: 'menu.opened', conversationId })
  }

  function shortcutState(): ShortcutState {
    const { standing, keys } = shortcut.current()
    const advice = advices[standing]
    return { standing, keys, advice: advice && words.t(advice) }
  }

  function tellShortcut(): void {
    options.tellWindows({ type: 'shortcut.changed', state: shortcutState() })
  }
  // Its advice is in words.
  words.on('languageChanged', tellShortcut)

  function follow({ shortcuts }: Settings): void {
    if (shortcut.follow(shortcuts.quickPrompt)) tellShortcut()
  }

  function tell(event: HearthEvent): void {
    const notice = noticeFor(event)
    if (!notice || options.inFront() || !room?.current().general.notifications) return
    notify(notice, () => open(notice.conversationId))
  }

  function showProgress(event: HearthEvent): void {
    const download = downloadOf(event)
    if (download) {
      const { id, fraction } = download
      tray.download(fraction)
      if (fraction === null) progress.end(id)
      else progress.set(id, fraction)
    }
    if (event.type !== 'transfer.progress') return
    const { id, done, total, ended } = event.progress
    if (ended) progress.end(id)
    else progress.set(id, total ? done / total : null)
  }

  function prepareSoon(): void {
    if (preparing) clearTimeout(preparing)
    // Before that the database has the processors.
    if (room) preparing = setTimeout(quick.prepare, preparedAfterMs)
  }

  const staysInTray = (): boolean => tray.isThere() && room?.current().general.closeToTray === true

  return {
    listener(event) {
      tell(event)
      showProgress(event)
      if (event.type === 'settings.changed') follow(event.settings)
      tray.hear(event)
    },
    async begin(assistant) {
      room = assistant.settings
      leaveTemporary = assistant.leaveTemporary
      follow(room.current())
      prepareSoon()
      await tray.open(assistant)
    },
    staysInTray,
    mainOpened: prepareSoon,
    mainClosed() {
      quick.settle()
      leaveTemporary?.().catch(onBug)
      if (!staysInTray() || room?.current().seen.closedToTray !== false) return
      const text = { title: words.t('tray:closedToTray'), body: words.t('tray:closedToTrayMore') }
      notify(text, main.show)
      room.change({ seen: { closedToTray: true } }).catch(onBug)
    },
    shortcutState,
    close() {
      if (preparing) clearTimeout(preparing)
      words.off('languageChanged', tellShortcut)
      shortcut.release()
      tray.close()
    },
  }
}

const advices = {
  registered: null,
  off: null,
  taken: 'tray:shortcutTaken',
  unsure: 'tray:shortcutUnsure',
  invalid: 'tray:shortcutInvalid',
} as const
