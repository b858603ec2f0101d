import type { i18n } from 'i18next'
import type { Assistant } from '../core/assistant.ts'
import type { HearthEvent } from '../shared/events.ts'
import { createMemoryPause, type MemoryPause } from './memory-pause.ts'
import type { TrayIcon } from './tray.ts'
import { trayMenu, trayToolTip, type TrayChoice } from './tray-menu.ts'
import { watchState } from './tray-state.ts'

/** The tray: its icon, and what it shows of the assistant. */
export interface TrayRoom {
  /** Resolves when it is there, or it is known that nothing shows it. */
  open(assistant: Assistant): Promise<void>
  isThere(): boolean
  hear(event: HearthEvent): void
  /** How far a download has come, from 0 to 1; null when none is under way. */
  download(fraction: number | null): void
  close(): void
}

export interface TrayRoomOptions {
  readonly t: i18n['t']
  /** The icon, once something shows it; null where nothing does. */
  readonly openTray: () => Promise<TrayIcon | null>
  readonly choose: (choice: Exclude<TrayChoice, { readonly kind: 'pauseMemory' }>) => void
  readonly onBug: (error: unknown) => void
}

const recentCount = 5
/** Milliseconds: what changes together is drawn together. */
const pauseMs = 200

/** What changes the menu, or how many plans wait. */
const redraws = new Set<HearthEvent['type']>([
  'conversation.saved',
  'conversation.removed',
  'messages.removed',
  'store.changed',
  'settings.changed',
])

function redraw(event: HearthEvent): boolean {
  if (event.type === 'message.saved') return event.message.messageType === 'agent_request'
  return redraws.has(event.type)
}

export function createTrayRoom({ t, openTray, choose, onBug }: TrayRoomOptions): TrayRoom {
  const state = watchState()
  let shown: { readonly assistant: Assistant; readonly icon: TrayIcon; readonly pause: MemoryPause } | null =
    null
  let timer: NodeJS.Timeout | null = null
  let closed = false
  // One after another: the last to be drawn is the last that was read.
  let drawn: Promise<unknown> = Promise.resolve()

  function onChoice(choice: TrayChoice): void {
    if (choice.kind === 'pauseMemory') shown?.pause.turn(choice.paused).catch(onBug)
    else choose(choice)
  }

  function draw(): Promise<void> {
    timer = null
    const next = drawn.then(drawNow)
    drawn = next.catch(() => undefined)
    return next
  }

  async function drawNow(): Promise<void> {
    if (!shown) return
    const { assistant, pause } = shown
    // As many again, for the temporary ones among them.
    const { conversations } = await assistant.conversations.list({ limit: 2 * recentCount })
    state.plansWait(await assistant.requests.count())
    const recent = conversations.filter(({ temporary }) => !temporary).slice(0, recentCount)
    // Closed meanwhile.
    if (!shown) return
    const menu = trayMenu({ t, recent, memoryPaused: pause.isOn(), choose: onChoice })
    shown.icon.show({ toolTip: trayToolTip(t, state.current()), menu })
  }

  function say(change: () => void): void {
    const before = trayToolTip(t, state.current())
    change()
    const after = trayToolTip(t, state.current())
    if (after !== before) shown?.icon.say(after)
  }

  return {
    async open(assistant) {
      const icon = await openTray()
      if (!icon) return
      if (closed) return icon.close()
      shown = { assistant, icon, pause: createMemoryPause(assistant.settings) }
      await draw()
    },
    isThere: () => shown !== null,
    hear(event) {
      say(() => state.listener(event))
      if (shown && redraw(event)) timer ??= setTimeout(() => void draw().catch(onBug), pauseMs)
    },
    download: (fraction) => say(() => state.download(fraction)),
    close() {
      closed = true
      if (timer) clearTimeout(timer)
      shown?.icon.close()
      shown = null
    },
  }
}
