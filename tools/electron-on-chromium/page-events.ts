import type { EventEmitter } from 'node:events'
import type { WebFrameMain } from 'electron'
import type { Addresses } from './addresses.ts'
import type { Params, Session } from './cdp.ts'
import type { Frames } from './frames.ts'

/** What Chromium tells of a page, as the events of Electron's webContents. */

export interface PageEventsOptions {
  readonly mainId: string
  readonly session: Session
  readonly addresses: Addresses
  readonly frames: Frames
  readonly emitter: EventEmitter
  readonly onTitle: (title: string) => void
  readonly onCrash: () => void
}

/** The document that a window begins with, before it has been given an address. */
const blank = new Set(['about:blank', 'data:text/html,', ''])

export function watchPage(options: PageEventsOptions): void {
  const { session, emitter, mainId } = options
  const isMain = (params: Params): boolean => params['frameId'] === mainId
  let loader: unknown
  session.on('Page.frameNavigated', (params) => {
    const frame = params['frame'] as { id: string; url: string; loaderId: string }
    if (frame.id === mainId && !blank.has(frame.url)) loader = frame.loaderId
  })
  session.on('Page.lifecycleEvent', (params) => {
    if (!isMain(params) || loader === undefined || params['loaderId'] !== loader) return
    const name = params['name'] as string
    if (name === 'DOMContentLoaded') emitter.emit('dom-ready', {})
    if (name === 'load') {
      void reportTitle(options)
      emitter.emit('did-finish-load', {})
      emitter.emit('-loaded', loader)
    }
    if (name === 'firstPaint' || name === 'firstContentfulPaint' || name === 'networkAlmostIdle') {
      emitter.emit('-painted')
    }
  })
  session.on('Page.frameStartedLoading', (params) => isMain(params) && emitter.emit('did-start-loading', {}))
  session.on('Page.frameStoppedLoading', (params) => isMain(params) && emitter.emit('did-stop-loading', {}))
  session.on('Page.frameStartedNavigating', (params) => reportNavigation(params, options))
  session.on('Inspector.targetCrashed', options.onCrash)
  session.on('Runtime.consoleAPICalled', (params) =>
    reportConsole(params, emitter, options.frames.main.electron),
  )
}

async function reportTitle({ session, onTitle }: PageEventsOptions): Promise<void> {
  const evaluated = session.send<{ result: { value?: unknown } }>('Runtime.evaluate', {
    expression: 'document.title',
    returnByValue: true,
  })
  // A page that has gone meanwhile has no title.
  const title = await evaluated.catch(() => undefined)
  if (typeof title?.result.value === 'string' && title.result.value !== '') onTitle(title.result.value)
}

function reportNavigation(params: Params, { mainId, addresses, frames, emitter }: PageEventsOptions): void {
  const frameId = params['frameId'] as string
  const url = addresses.fromPage(params['url'] as string)
  if (blank.has(url)) return
  const isSameDocument = params['navigationType'] === 'sameDocument'
  const isMainFrame = frameId === mainId
  const frame = frames.get(frameId)?.electron ?? null
  emitter.emit(
    'did-start-navigation',
    { url, isSameDocument, isMainFrame, frame },
    url,
    isSameDocument,
    isMainFrame,
    1,
    1,
  )
}

const levels: Readonly<Record<string, string>> = {
  warning: 'warning',
  error: 'error',
  assert: 'error',
  debug: 'debug',
}

function reportConsole(params: Params, emitter: EventEmitter, frame: WebFrameMain): void {
  const values = params['args'] as { value?: string | number | boolean; description?: string }[]
  const message = values.map((item) => String(item.value ?? item.description ?? 'undefined')).join(' ')
  const level = levels[params['type'] as string] ?? 'info'
  emitter.emit('console-message', { message, level, lineNumber: 0, sourceId: '', frame }, 0, message, 0, '')
}
