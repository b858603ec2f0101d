import { EventEmitter } from 'node:events'
import type Electron from 'electron'
import { emulatedScreen } from './emulated-screen.ts'
import { preventableEvent, type Host } from './host.ts'
import type { BrowserWindowMembers } from './members.ts'
import { asElectron, refuseMissing } from './strict.ts'
import { WebContents } from './web-contents.ts'

/**
 * A window. Without a display its size is emulated and its visibility only kept; on a display it is a window of
 * Chromium without tabs and address bar.
 */

type State = 'normal' | 'minimized' | 'maximized' | 'fullscreen'

let lastId = 0

export class BrowserWindow extends EventEmitter implements BrowserWindowMembers {
  readonly id: number
  readonly contents: WebContents
  private readonly host: Host
  private bounds: Electron.Rectangle
  private state: State = 'normal'
  private visible: boolean
  private focused = false
  private title: string
  private onTop = false
  /** For a test, which has no taskbar to look at. Negative: there is none. */
  progress = -1
  private destroyed = false
  private closing: Promise<boolean> | undefined

  constructor(host: Host, options: Electron.BrowserWindowConstructorOptions = {}) {
    super()
    this.setMaxListeners(0)
    lastId += 1
    this.id = lastId
    this.host = host
    const { x = 0, y = 0, width = 800, height = 600 } = options
    this.bounds = { x, y, width, height }
    this.title = options.title ?? 'Electron'
    this.visible = false
    this.onTop = options.alwaysOnTop === true
    const target = host.targets.then((targets) => targets.open({ width, height }))
    this.contents = new WebContents(host, options.webPreferences ?? {}, target)
    this.contents.closeWindow = (askPage) => void this.closeAsked(askPage)
    this.contents.on('-zoomed', () => this.applyBounds())
    this.contents.once('-painted', () => this.emit('ready-to-show', {}))
    this.contents.on('page-title-updated', (event: Electron.Event, title: string) => {
      this.emit('page-title-updated', event, title, true)
      if (!event.defaultPrevented) this.title = title
    })
    target.then(
      (made) => void made.closed.then(() => this.closedByPerson()),
      (error: unknown) => console.error(`electron-on-chromium: no window: ${String(error)}`),
    )
    const strictSelf = refuseMissing<BrowserWindow>('BrowserWindow', this)
    host.windows.set(this.id, strictSelf)
    this.applyBounds()
    if (options.show !== false) this.show()
    else this.applyVisibility()
    host.app.emit('web-contents-created', {}, this.webContents)
    host.app.emit('browser-window-created', {}, strictSelf)
    return strictSelf
  }

  get webContents(): Electron.WebContents {
    return asElectron(this.contents)
  }

  /** Only what a display has; an emulated screen has nothing to place or to hide. */
  private onDisplay(method: (windowId: number) => [string, Record<string, unknown>]): void {
    if (this.host.headless) return
    const place = async (): Promise<void> => {
      const session = await this.contents.ready
      const { windowId } = await session.send<{ windowId: number }>('Browser.getWindowForTarget')
      await session.send(...method(windowId))
    }
    // A window that has closed meanwhile needs no place.
    place().catch(() => {})
  }
  private applyBounds(): void {
    const { x, y, width, height } = this.bounds
    if (this.host.headless) {
      const metrics = emulatedScreen(this.bounds, this.contents.getZoomFactor())
      this.contents.ready.then(
        (session) => session.post('Emulation.setDeviceMetricsOverride', metrics),
        () => {},
      )
      return
    }
    const position = x === 0 && y === 0 ? {} : { left: x, top: y }
    this.onDisplay((windowId) => [
      'Browser.setWindowBounds',
      { windowId, bounds: { width, height, ...position } },
    ])
  }
  private applyVisibility(): void {
    const windowState = this.visible ? this.state : 'minimized'
    this.onDisplay((windowId) => ['Browser.setWindowBounds', { windowId, bounds: { windowState } }])
  }
  private changeState(state: State, event: string): void {
    this.state = state
    this.applyVisibility()
    this.emit(event, {})
  }

  /** Asks the app, then the page when it may refuse (beforeunload), then closes. Resolves to whether it closed. */
  closeAsked(askPage = true): Promise<boolean> {
    if (this.closing) return this.closing
    // Known before anyone is asked: a listener may call close again.
    const { promise, resolve, reject } = Promise.withResolvers<boolean>()
    this.closing = promise
    this.askAndClose(askPage)
      .finally(() => {
        this.closing = undefined
      })
      .then(resolve, reject)
    return promise
  }
  private async askAndClose(askPage: boolean): Promise<boolean> {
    if (this.destroyed) return true
    const event = preventableEvent({})
    this.emit('close', event)
    if (event.defaultPrevented) return false
    if (askPage && !(await this.pageAgrees())) return false
    this.destroy()
    return true
  }
  private async pageAgrees(): Promise<boolean> {
    const check = `(() => {
      const event = new Event('beforeunload', { cancelable: true })
      window.dispatchEvent(event)
      return event.defaultPrevented
    })()`
    return (await this.contents.executeJavaScript(check).catch(() => false)) !== true
  }
  private closedByPerson(): void {
    if (this.destroyed) return
    this.emit('close', preventableEvent({}))
    this.destroy()
  }
  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    this.host.windows.delete(this.id)
    this.contents.destroy()
    this.emit('closed')
    this.host.windowClosed()
  }
  close(): void {
    void this.closeAsked()
  }

  show(): void {
    this.showInactive()
    this.focus()
  }
  showInactive(): void {
    if (this.visible) return
    this.visible = true
    this.applyVisibility()
    this.emit('show')
  }
  hide(): void {
    if (!this.visible) return
    this.blur()
    this.visible = false
    this.applyVisibility()
    this.emit('hide')
  }
  focus(): void {
    if (!this.visible || this.focused) return
    for (const other of this.host.windows.values()) if (other.id !== this.id) other.blur()
    this.focused = true
    if (!this.host.headless) this.contents.focus()
    this.emit('focus', {})
    this.host.app.emit('browser-window-focus', {}, this)
  }
  blur(): void {
    if (!this.focused) return
    this.focused = false
    this.emit('blur', {})
    this.host.app.emit('browser-window-blur', {}, this)
  }
  minimize(): void {
    this.changeState('minimized', 'minimize')
  }
  maximize(): void {
    this.changeState('maximized', 'maximize')
    this.showInactive()
  }
  unmaximize(): void {
    this.changeState('normal', 'unmaximize')
  }
  restore(): void {
    this.changeState('normal', 'restore')
  }
  setFullScreen(flag: boolean): void {
    this.changeState(flag ? 'fullscreen' : 'normal', flag ? 'enter-full-screen' : 'leave-full-screen')
  }
  setBounds(bounds: Partial<Electron.Rectangle>): void {
    const before = this.bounds
    this.bounds = { ...before, ...bounds }
    this.applyBounds()
    if (this.bounds.width !== before.width || this.bounds.height !== before.height) this.emit('resize')
    if (this.bounds.x !== before.x || this.bounds.y !== before.y) this.emit('move')
  }
  setSize = (width: number, height: number): void => this.setBounds({ width, height })
  setPosition = (x: number, y: number): void => this.setBounds({ x, y })
  setTitle(title: string): void {
    this.title = title
  }
  setAlwaysOnTop = (flag: boolean): void => void (this.onTop = flag)
  setProgressBar = (progress: number): void => void (this.progress = progress)
  loadURL = (url: string): Promise<void> => this.contents.loadURL(url)
  loadFile = (path: string): Promise<void> => this.contents.loadFile(path)
  reload = (): void => this.contents.reload()
  getBounds = (): Electron.Rectangle => ({ ...this.bounds })
  getContentBounds = this.getBounds
  getNormalBounds = this.getBounds
  getSize = (): [number, number] => [this.bounds.width, this.bounds.height]
  getContentSize = this.getSize
  getPosition = (): [number, number] => [this.bounds.x, this.bounds.y]
  getTitle = (): string => this.title
  isAlwaysOnTop = (): boolean => this.onTop
  isDestroyed = (): boolean => this.destroyed
  isFocused = (): boolean => this.focused
  isVisible = (): boolean => this.visible
  isMinimized = (): boolean => this.state === 'minimized'
  isMaximized = (): boolean => this.state === 'maximized'
  isFullScreen = (): boolean => this.state === 'fullscreen'
  // What a window of Chromium does not have.
  center(): void {}
  moveTop(): void {}
  removeMenu(): void {}
  setAutoHideMenuBar(): void {}
  setBackgroundColor(): void {}
  setIcon(): void {}
  setMenu(): void {}
  setMenuBarVisibility(): void {}
  setMinimumSize(): void {}
  setSkipTaskbar(): void {}
  setVisibleOnAllWorkspaces(): void {}
}
