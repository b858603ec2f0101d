import { app, BrowserWindow, screen } from 'electron'
import { eventChannel } from '../shared/channels.ts'
import { quickSize } from '../shared/quick-size.ts'
import type { HearthEvent } from '../shared/events.ts'
import type { WindowOptions } from './page-window.ts'
import { isInSight, openQuickWindow, placeByPointer, resizeInPlace } from './quick-window.ts'

/** The small window above everything, for a question in between. */
export interface QuickPrompt {
  /** Makes it, hidden, so that it is there at once when it is called: unless it alone would keep the app. */
  prepare(): void
  /** On the display with the pointer, with the caret in its field. */
  show(): void
  /** What its shortcut and a click into the tray do: shows it, or hides it where one is, or was before the click. */
  toggle(): void
  hide(): void
  isShown(): boolean
  /** Whether a window is this one. */
  owns(window: BrowserWindow): boolean
  /** Its page is so high, in CSS pixels. */
  resize(height: number): void
  /** While it holds, it stays when it loses the focus. */
  hold(held: boolean): void
  /** Lets it go where nothing keeps the app any more: at once, or when it is hidden. */
  settle(): void
}

export interface QuickPromptOptions extends WindowOptions {
  /** Whether it is told reliably that it has lost the focus. */
  readonly blurIsReliable: boolean
  /** Whether the app goes on while nothing of it is seen. */
  readonly mayStay: () => boolean
}

/** Milliseconds: a click into the tray takes the focus, and so hides it, before it calls `toggle`. */
const clickMs = 300

export function createQuickPrompt(options: QuickPromptOptions): QuickPrompt {
  let window: BrowserWindow | null = null
  let height: number = quickSize.height
  let isReady = false
  let wanted = false
  let held = false
  let blurredAt = -Infinity

  function open(): BrowserWindow {
    const made = openQuickWindow(options)
    window = made
    isReady = false
    made.once('ready-to-show', () => {
      isReady = true
      if (wanted) reveal(made)
    })
    made.on('blur', () => {
      // Where the focus went is for whoever took it to say: it is not given back.
      if (!options.blurIsReliable || held || !wanted || !made.isVisible()) return
      blurredAt = performance.now()
      conceal(made)
    })
    made.on('closed', () => {
      window = null
      wanted = false
      held = false
      height = quickSize.height
      stopWatching()
    })
    const stopWatching = watchDisplays(() => {
      if (made.isVisible() && !isInSight(made)) placeByPointer(made, height)
    })
    return made
  }

  function reveal(shown: BrowserWindow): void {
    placeByPointer(shown, height)
    shown.show()
    shown.focus()
    shown.webContents.focus()
    const event: HearthEvent = { type: 'quick.shown' }
    shown.webContents.send(eventChannel, event)
  }

  function conceal(shown: BrowserWindow): void {
    wanted = false
    if (options.mayStay()) shown.hide()
    else shown.close()
  }

  function show(): void {
    wanted = true
    const shown = window ?? open()
    if (isReady) reveal(shown)
  }

  function hide(): void {
    wanted = false
    if (!window?.isVisible()) return
    conceal(window)
    // The app before ours is in front again, unless something else of ours is in sight, which would go with it.
    const rest = BrowserWindow.getAllWindows().some((other) => other !== window && other.isVisible())
    if (process.platform === 'darwin' && !rest) app.hide()
  }

  return {
    prepare() {
      if (!window && options.mayStay()) open()
    },
    show,
    toggle() {
      if (window?.isVisible() && window.isFocused()) hide()
      else if (performance.now() - blurredAt > clickMs) show()
    },
    hide,
    isShown: () => window?.isVisible() === true,
    owns: (other) => other === window,
    resize(wantedHeight) {
      height = wantedHeight
      if (window) resizeInPlace(window, height)
    },
    hold: (on) => void (held = on),
    settle() {
      if (window && !window.isVisible() && !options.mayStay()) window.close()
    },
  }
}

/** A display went, or is another one now. Returns what stops watching. */
function watchDisplays(onChange: () => void): () => void {
  screen.on('display-removed', onChange)
  screen.on('display-metrics-changed', onChange)
  return () => {
    screen.off('display-removed', onChange)
    screen.off('display-metrics-changed', onChange)
  }
}
