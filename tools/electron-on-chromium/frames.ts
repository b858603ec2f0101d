import type { WebFrameMain } from 'electron'
import type { Addresses } from './addresses.ts'
import type { Session } from './cdp.ts'
import { bindingName, preloadWorld, receiverName } from './page/preload.ts'
import { strict } from './strict.ts'

/** The frames of one window and the preload worlds in them. */

export interface Frame {
  readonly id: string
  readonly isMain: boolean
  /** As main sees it. */
  url(): string
  /** Hands packed text to the preload script's world; nothing when there is none. */
  deliver(text: string): void
  readonly electron: WebFrameMain
}

export interface Frames {
  readonly main: Frame
  get(id: string): Frame | undefined
}

interface State {
  url: string
  origin: string
  name: string
  context: number | undefined
  gone: boolean
}

interface FramePayload {
  readonly id: string
  readonly parentId?: string
  readonly url: string
  readonly urlFragment?: string
  readonly name?: string
  readonly securityOrigin: string
}

interface ContextPayload {
  readonly id: number
  readonly name: string
  readonly auxData?: { readonly frameId?: string }
}

export interface FramesOptions {
  readonly mainId: string
  readonly session: Session
  readonly addresses: Addresses
  readonly onMessage: (frame: Frame, text: string) => void
  readonly onNavigated: (frame: Frame, inPage: boolean) => void
}

export function watchFrames(options: FramesOptions): Frames {
  const { session, addresses } = options
  const frames = new Map<string, Frame>()
  const states = new Map<string, State>()

  const add = (id: string, parentId?: string): Frame => {
    const state: State = { url: '', origin: 'null', name: '', context: undefined, gone: false }
    const parent = parentId === undefined ? undefined : frames.get(parentId)
    const frame = makeFrame(id, state, parent, session)
    frames.set(id, frame)
    states.set(id, state)
    return frame
  }
  const main = add(options.mainId)

  session.on('Page.frameAttached', (event) =>
    add(event['frameId'] as string, event['parentFrameId'] as string),
  )
  session.on('Page.frameDetached', (event) => {
    const id = event['frameId'] as string
    const state = states.get(id)
    if (state) state.gone = true
    frames.delete(id)
    states.delete(id)
  })
  session.on('Page.frameNavigated', (event) => {
    const payload = event['frame'] as FramePayload
    const frame = frames.get(payload.id) ?? add(payload.id, payload.parentId)
    Object.assign(states.get(payload.id) ?? {}, {
      url: addresses.fromPage(payload.url + (payload.urlFragment ?? '')),
      origin: payload.securityOrigin === '://' ? 'null' : addresses.fromPage(payload.securityOrigin),
      name: payload.name ?? '',
    })
    options.onNavigated(frame, false)
  })
  session.on('Page.navigatedWithinDocument', (event) => {
    const id = event['frameId'] as string
    const [frame, state] = [frames.get(id), states.get(id)]
    if (!frame || !state) return
    state.url = addresses.fromPage(event['url'] as string)
    options.onNavigated(frame, true)
  })
  watchContexts(session, states, (id, text) => {
    const frame = frames.get(id)
    if (frame) options.onMessage(frame, text)
  })
  return { main, get: (id) => frames.get(id) }
}

/** A message counts only when it comes from the preload world of a frame that we know. */
function watchContexts(
  session: Session,
  states: Map<string, State>,
  onMessage: (id: string, text: string) => void,
) {
  session.on('Runtime.executionContextCreated', (event) => {
    const context = event['context'] as ContextPayload
    const state = states.get(context.auxData?.frameId ?? '')
    if (context.name === preloadWorld && state) state.context = context.id
  })
  session.on('Runtime.executionContextDestroyed', (event) => {
    for (const state of states.values()) {
      if (state.context === event['executionContextId']) state.context = undefined
    }
  })
  session.on('Runtime.executionContextsCleared', () => {
    for (const state of states.values()) state.context = undefined
  })
  session.on('Runtime.bindingCalled', (event) => {
    if (event['name'] !== bindingName) return
    for (const [id, state] of states) {
      if (state.context === event['executionContextId']) onMessage(id, event['payload'] as string)
    }
  })
}

function makeFrame(id: string, state: State, parent: Frame | undefined, session: Session): Frame {
  const electron = strict<WebFrameMain>('WebFrameMain', {
    get url() {
      return state.url
    },
    get origin() {
      return state.origin
    },
    get name() {
      return state.name
    },
    get parent() {
      return parent?.electron ?? null
    },
    get top(): WebFrameMain {
      return parent?.electron.top ?? electron
    },
    get detached() {
      return state.gone
    },
    isDestroyed: () => state.gone,
  })
  return {
    id,
    isMain: parent === undefined,
    url: () => state.url,
    electron,
    deliver: (text) => {
      if (state.context === undefined) return
      session.post('Runtime.callFunctionOn', {
        functionDeclaration: `function (text) { ${receiverName}(text) }`,
        executionContextId: state.context,
        arguments: [{ value: text }],
        silent: true,
      })
    },
  }
}
