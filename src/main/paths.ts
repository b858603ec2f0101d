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

export interface Places {
  /** The folder with package.json; in a packaged app the archive that stands for it. */
  readonly app: string
  /** Where everything of a person's lies. */
  readonly data: string
  /** The folder beside the archive of a packaged app. Null while it runs from the sources. */
  readonly beside: string | null
}

/** electron-builder.yml puts the files where this looks for them. */
export function appPaths({ app, data, beside }: Places): Paths {
  const resources = beside ?? join(app, 'resources')
  // The thread is not Electron's, and may not know how to read from an archive.
  const unpacked = beside === null ? app : join(beside, 'app.asar.unpacked')
  return {
    data,
    profile: join(data, 'browser'),
    logs: join(data, 'logs'),
    windowPlace: join(data, 'window.json'),
    renderer: join(app, 'out', 'renderer'),
    preload: join(app, 'out', 'preload', 'index.cjs'),
    trayIcons: join(resources, 'tray'),
    storeFiles: {
      worker: pathToFileURL(join(unpacked, 'out', 'main', 'database-worker.js')),
      migrations: join(beside ?? app, 'drizzle'),
      template: join(resources, 'template.tar.gz'),
    },
  }
}
