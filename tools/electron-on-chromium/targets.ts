import type { Session } from './cdp.ts'
import type { Chromium } from './chromium.ts'

/** The windows as Chromium has them: opens one at a time, and catches those that a page opens by itself. */

export interface Target {
  readonly id: string
  readonly session: Session
  readonly closed: Promise<void>
}

export interface Targets {
  open(size: { readonly width: number; readonly height: number }): Promise<Target>
  close(target: Target): void
}

interface TargetInfo {
  readonly targetId: string
  readonly type: string
  readonly url: string
  readonly openerId?: string
}

export interface TargetsOptions {
  readonly chromium: Chromium
  readonly headless: boolean
  readonly onPopup: (openerId: string, url: string) => void
}

export async function openTargets({ chromium, headless, onPopup }: TargetsOptions): Promise<Targets> {
  const { connection } = chromium
  const closers = new Map<string, () => void>()
  let awaited: ((target: Target) => void) | undefined
  let queue: Promise<unknown> = Promise.resolve()

  const adopt = (info: TargetInfo, sessionId: string): void => {
    const session = connection.session(sessionId)
    if (info.openerId !== undefined) {
      refusePopup(info, session)
      return
    }
    if (info.type !== 'page' || !awaited) {
      session.post('Runtime.runIfWaitingForDebugger')
      return
    }
    const { promise: closed, resolve } = Promise.withResolvers<void>()
    closers.set(sessionId, resolve)
    awaited({ id: info.targetId, session, closed })
    awaited = undefined
  }
  /**
   * Nothing of it is fetched: its requests wait for an answer that never comes. It has to run to be closed, since it
   * shares its process with the page that opened it.
   */
  const refusePopup = ({ openerId = '', targetId, url }: TargetInfo, session: Session): void => {
    let asked = false
    const close = (address: string): void => {
      if (asked) return
      asked = true
      onPopup(openerId, address)
      connection.post('Target.closeTarget', { targetId })
    }
    session.on('Fetch.requestPaused', ({ request }) => close((request as { url: string }).url))
    session.on('Page.lifecycleEvent', ({ name }) => name === 'load' && close(url))
    session.post('Fetch.enable')
    session.post('Page.enable')
    session.post('Page.setLifecycleEventsEnabled', { enabled: true })
    session.post('Runtime.runIfWaitingForDebugger')
  }

  connection.on('Target.attachedToTarget', (params) => {
    adopt(params['targetInfo'] as TargetInfo, params['sessionId'] as string)
  })
  connection.on('Target.detachedFromTarget', (params) => {
    const sessionId = params['sessionId'] as string
    closers.get(sessionId)?.()
    closers.delete(sessionId)
    connection.drop(sessionId)
  })
  connection.post('Browser.setDownloadBehavior', { behavior: 'deny' })
  await connection.send('Target.setAutoAttach', {
    autoAttach: true,
    waitForDebuggerOnStart: true,
    flatten: true,
  })

  const open = async (size: { width: number; height: number }): Promise<Target> => {
    const { promise, resolve } = Promise.withResolvers<Target>()
    awaited = resolve
    if (headless) connection.post('Target.createTarget', { url: 'about:blank', newWindow: true, ...size })
    else chromium.openAppWindow('data:text/html,')
    return promise
  }
  /** Chromium forgets a close that meets a navigation on its way, so it is asked until the page has gone. */
  const close = async (target: Target): Promise<void> => {
    const ask = (): void => connection.post('Target.closeTarget', { targetId: target.id })
    ask()
    const timer = setInterval(ask, 250)
    timer.unref()
    await target.closed
    clearInterval(timer)
  }
  return {
    open: (size) => {
      const target = queue.then(() => open(size))
      queue = target
      return target
    },
    close: (target) => void close(target),
  }
}
