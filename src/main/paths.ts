import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { StoreFiles } from '../core/store-files.ts'

/** Every path that the desktop app uses. The store's own files are core's affair. */
export interface Paths {
  readonly data: string
  /** What Chromium keeps for itself; also what makes one app of two starts. */
  readonly profile: string
  readonly logs: string
  readonly windowPlace: string
  /** What the page is served from, and nothing else. */
  readonly renderer: string
  readonly preload: string
  /** The pictures of the tray's icon. */
  readonly trayIcons: string
  readonly storeFiles: StoreFiles
}

/** `app` is the folder with package.json (inside the archive of a packaged app). */
export function appPaths(folders: { readonly app: string; readonly data: string }): Paths {
  const { app, data } = folders
  return {
    data,
    profile: join(data, 'browser'),
    logs: join(data, 'logs'),
    windowPlace: join(data, 'window.json'),
    renderer: join(app, 'out', 'renderer'),
    preload: join(app, 'out', 'preload', 'index.cjs'),
    trayIcons: join(app, 'resources', 'tray'),
    storeFiles: {
      worker: pathToFileURL(join(app, 'out', 'main', 'database-worker.js')),
      migrations: join(app, 'drizzle'),
      template: join(app, 'resources', 'template.tar.gz'),
    },
  }
}
