import type { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import type { WebPreferences } from 'electron'
import type { Session } from './cdp.ts'
import { bindingName, pageScripts, preloadWorld } from './page/preload.ts'

/** What happens around the loading of a page. */

/** Puts the preload script into every document to come. */
export function addPreload(session: Session, path: string, options: WebPreferences): void {
  const subFrames = options.nodeIntegrationInSubFrames === true
  const scripts = pageScripts(readFileSync(path, 'utf8'), { subFrames })
  session.post('Runtime.addBinding', { name: bindingName, executionContextName: preloadWorld })
  // In this order: the page's own world has to be ready when the preload script exposes something to it.
  session.post('Page.addScriptToEvaluateOnNewDocument', { source: scripts.page })
  session.post('Page.addScriptToEvaluateOnNewDocument', { source: scripts.preload, worldName: preloadWorld })
}

/**
 * Resolves when that very document has loaded: to nothing, or to why it has not (`ERR_…`). `page` emits `-loaded` with
 * the id of each document that has.
 */
export async function navigate(
  session: Session,
  page: EventEmitter,
  url: string,
): Promise<string | undefined> {
  const loaded = new Set<unknown>()
  const { promise, resolve } = Promise.withResolvers<string | undefined>()
  let wanted: string | undefined
  const note = (loader: unknown): void => {
    loaded.add(loader)
    if (wanted !== undefined && loaded.has(wanted)) resolve(undefined)
  }
  const gone = (): void => resolve('ERR_ABORTED')
  page.on('-loaded', note)
  page.once('destroyed', gone)
  try {
    const result = await session.send<{ errorText?: string; loaderId?: string }>('Page.navigate', { url })
    if (result.errorText !== undefined) return result.errorText.replace('net::', '')
    wanted = result.loaderId
    // Without a loader it was a step within the document; and the document may have loaded before this answer came.
    if (wanted === undefined || loaded.has(wanted)) return undefined
    return await promise
  } finally {
    page.off('-loaded', note)
    page.off('destroyed', gone)
  }
}
