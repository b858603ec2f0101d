import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import type Electron from 'electron'
import type { Params, Session } from './cdp.ts'
import { watchFrames, type Frame, type Frames } from './frames.ts'
import { preventableEvent, type Host } from './host.ts'
import { addPreload, navigate } from './load.ts'
import type { WebContentsMembers } from './members.ts'
import { openScript } from './page/open.ts'
import { watchPage } from './page-events.ts'
import { watchRequests, type Navigation } from './requests.ts'
import { asElectron, refuseMissing } from './strict.ts'
import type { Target } from './targets.ts'

/** One page, over one DevTools session. What is called before Chromium has made it waits until it has. */

type OpenHandler = Parameters<Electron.WebContents['setWindowOpenHandler']>[0]

let lastId = 0

export class WebContents extends EventEmitter implements WebContentsMembers {
  readonly id: number
  readonly ready: Promise<Session>
  /** Known when Chromium has made the page. */
  target: Target | undefined
  /** As the app knows it: whatever is missing throws. */
  readonly electron: Electron.WebContents
  /** How the window closes; the window sets it. */
  closeWindow = (_askPage: boolean): void => {}
  private readonly host: Host
  private frames: Frames | undefined
  private openHandler: OpenHandler = () => ({ action: 'allow' })
  private readonly expected = new Set<string>()
  private loading = false
  private crashed = false
  private destroyed = false
  private zoom = 1
  private title = ''

  constructor(host: Host, options: Electron.WebPreferences, target: Promise<Target>) {
    super()
    this.setMaxListeners(0)
    lastId += 1
    this.id = lastId
    this.host = host
    this.ready = target.then((made) => this.attach(made, options))
    // Whoever waits for it hears of a failure; nobody has to.
    this.ready.catch(() => {})
    const strictSelf = refuseMissing<WebContents>('webContents', this)
    this.electron = asElectron(strictSelf)
    this.on('did-start-loading', () => (this.loading = true))
    this.on('did-stop-loading', () => (this.loading = false))
    host.contents.set(this.id, strictSelf)
    return strictSelf
  }

  private async attach(target: Target, options: Electron.WebPreferences): Promise<Session> {
    const { session } = target
    const { addresses, ipc, sessions } = this.host
    this.target = target
    const frames = watchFrames({
      mainId: target.id,
      session,
      addresses,
      onMessage: (frame, text) => ipc.receive(this.electron, frame, text),
      onNavigated: (frame, inPage) => this.navigated(frame, inPage),
    })
    this.frames = frames
    watchRequests({
      contentsId: this.id,
      session,
      addresses,
      rules: sessions.rules,
      frameOf: (id) => frames.get(id),
      expected: (url) => this.expected.delete(url),
      mayNavigate: (navigation) => this.ask(navigation),
    })
    watchPage({
      mainId: target.id,
      session,
      addresses,
      frames,
      emitter: this,
      onTitle: (title) => this.titled(title),
      onCrash: () => this.crash(),
    })
    session.post('Page.addScriptToEvaluateOnNewDocument', { source: openScript })
    if (options.preload !== undefined) addPreload(session, options.preload, options)
    for (const domain of ['Page', 'Runtime', 'Fetch', 'Inspector']) session.post(`${domain}.enable`)
    session.post('Page.setLifecycleEventsEnabled', { enabled: true })
    await session.send('Runtime.runIfWaitingForDebugger')
    return session
  }

  private titled(title: string): void {
    this.title = title
    this.emit('page-title-updated', preventableEvent({}), title, true)
  }

  private crash(): void {
    this.crashed = true
    const details = { reason: 'crashed', exitCode: 5 }
    this.emit('render-process-gone', {}, details)
    this.host.app.emit('render-process-gone', {}, this.electron, details)
  }

  private navigated(frame: Frame, inPage: boolean): void {
    if (!frame.isMain) return
    if (inPage) {
      this.emit('did-navigate-in-page', {}, frame.url(), true, 1, 1)
      return
    }
    this.crashed = false
    this.host.sessions.applyPermissions(this.host.connection, this.electron)
    this.emit('did-navigate', {}, frame.url(), 200, 'OK')
  }

  private ask({ name, url, frame }: Navigation): boolean {
    const isMainFrame = frame?.isMain ?? true
    const details = {
      url,
      isSameDocument: false,
      isMainFrame,
      frame: frame?.electron ?? null,
      initiator: null,
    }
    const event = preventableEvent(details)
    this.emit(name, event, url, false, isMainFrame, 1, 1)
    return !event.defaultPrevented
  }

  /** A page's own new window never opens here; the app's handler hears of it. */
  askToOpen(url: string): void {
    const details = { url, frameName: '', features: '', disposition: 'foreground-tab' as const }
    const { action } = this.openHandler({ ...details, referrer: { url: this.getURL(), policy: 'default' } })
    if (action === 'allow') console.error(`electron-on-chromium: opens no window for a page: ${url}`)
  }

  /** Closes the page, as soon as Chromium has made it; to the app it is gone at once. */
  destroy(): void {
    if (this.destroyed) return
    this.destroyed = true
    const close = async (): Promise<void> => {
      await this.ready
      if (this.target) (await this.host.targets).close(this.target)
    }
    // One that Chromium does not make needs no closing.
    close().catch(() => {})
    this.host.contents.delete(this.id)
    this.emit('destroyed')
  }

  private post(method: string, params: Params = {}): void {
    this.ready.then(
      (session) => session.post(method, params),
      () => {},
    )
  }

  get mainFrame(): Electron.WebFrameMain {
    return this.frames?.main.electron ?? asElectron({ url: '', origin: 'null', parent: null })
  }
  get session(): Electron.Session {
    return this.host.sessions.session
  }
  async loadURL(url: string): Promise<void> {
    const session = await this.ready
    if (this.destroyed)
      throw Object.assign(new Error(`ERR_ABORTED (-3) loading '${url}'`), { errno: -3, url })
    const address = new URL(this.host.addresses.toPage(url)).href
    this.expect(address)
    const failure = await navigate(session, this, address)
    if (failure === undefined) return
    this.emit('did-fail-load', {}, -2, failure, url, true, 1, 1)
    throw Object.assign(new Error(`${failure} (-2) loading '${url}'`), { code: failure, errno: -2, url })
  }
  private expect(pageUrl: string): void {
    this.expected.add(this.host.addresses.fromPage(pageUrl.replace(/#.*$/, '')))
  }
  loadFile(path: string): Promise<void> {
    return this.loadURL(pathToFileURL(path).href)
  }
  reload(): void {
    this.expect(this.getURL())
    this.post('Page.reload')
  }
  reloadIgnoringCache(): void {
    this.expect(this.getURL())
    this.post('Page.reload', { ignoreCache: true })
  }
  send(channel: string, ...values: unknown[]): void {
    if (this.frames) this.host.ipc.send(this.frames.main, channel, values)
  }
  async executeJavaScript(code: string, userGesture = false): Promise<unknown> {
    const session = await this.ready
    const { result, exceptionDetails } = await session.send<Evaluated>('Runtime.evaluate', {
      expression: code,
      userGesture,
      awaitPromise: true,
      returnByValue: true,
    })
    if (exceptionDetails) throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
    return result.value
  }
  close(options?: Electron.CloseOpts): void {
    this.closeWindow(options?.waitForBeforeUnload === true)
  }
  forcefullyCrashRenderer(): void {
    this.post('Page.crash')
  }
  focus(): void {
    this.post('Page.bringToFront')
  }
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }
  setZoomFactor(factor: number): void {
    this.zoom = factor
    if (this.host.headless) this.emit('-zoomed')
    else void this.executeJavaScript(`document.documentElement.style.zoom = ${factor}`).catch(() => {})
  }
  setZoomLevel(level: number): void {
    this.setZoomFactor(1.2 ** level)
  }
  getZoomFactor = (): number => this.zoom
  getZoomLevel = (): number => Math.log(this.zoom) / Math.log(1.2)
  getURL = (): string => {
    const url = this.frames?.main.url() ?? ''
    return url === 'about:blank' || url === 'data:text/html,' ? '' : url
  }
  getTitle = (): string => this.title
  getType = (): 'window' => 'window'
  isCrashed = (): boolean => this.crashed
  isDestroyed = (): boolean => this.destroyed
  isDevToolsOpened = (): boolean => false
  isLoading = (): boolean => this.loading
  /** Chromium's developer tools are at hand only on the real binary. */
  openDevTools(): void {}
  closeDevTools(): void {}
}

interface Evaluated {
  readonly result: { readonly value?: unknown }
  readonly exceptionDetails?: {
    readonly text: string
    readonly exception?: { readonly description?: string }
  }
}
