import { cpSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { extractAll } from '@electron/asar'
import type { PackedFile } from './look-at-files.ts'

/** A packed app, unpacked for a look at it and a start: the archive's files lie in `app`, all else as it was. */
export interface Stage {
  /** The folder that is `process.resourcesPath`. */
  readonly resources: string
  readonly app: string
  readonly files: readonly PackedFile[]
}

/**
 * Plain Node does not read from archives, so the archive of the packed app in `folder` becomes the folder beside it that
 * Electron would look for next. What lies outside of the archive stays where it was put.
 */
export function stagePackedApp(folder: string, work: string): Stage {
  const resources = join(work, 'resources')
  const app = join(resources, 'app')
  cpSync(join(folder, 'resources'), resources, { recursive: true })
  extractAll(join(resources, 'app.asar'), app)
  rmSync(join(resources, 'app.asar'))
  return { resources, app, files: listFiles(resources) }
}

function listFiles(folder: string): PackedFile[] {
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  return names.toSorted().flatMap((name) => {
    const found = statSync(join(folder, name))
    return found.isFile() ? [{ path: name.replaceAll('\\', '/'), bytes: found.size }] : []
  })
}

/** The text of a packed program, page or description; null for what is none. */
export function textOf(resources: string, { path }: PackedFile): string | null {
  return /\.([cm]?js|json|html|css|sql|svg)$/.test(path) ? readFileSync(join(resources, path), 'utf8') : null
}
