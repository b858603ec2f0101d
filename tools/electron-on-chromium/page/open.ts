import { functionSource } from './source.ts'

interface Opener {
  open(url?: string, name?: string, features?: string): unknown
}

/**
 * `window.open` answers null, as where the app denies it: what it asks for opens without a way back to its page, and
 * the stand-in hears of it and closes it.
 */
function openNothing(): void {
  const page = globalThis as unknown as Opener
  const open = page.open.bind(page)
  const own = new Set(['_self', '_parent', '_top'])
  page.open = (url, name = '_blank', features = '') =>
    own.has(name) ? open(url, name, features) : open(url, name, 'noopener')
}

/** In the page's own world, in every frame. */
export const openScript = functionSource([openNothing], 'openNothing()')
