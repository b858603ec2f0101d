import { constants } from 'node:fs'
import { copyFile, mkdir, readdir, rm, stat } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { isMissing } from '../../is-missing.ts'

/** What was copied, and how each file looked then: its size and the time of its last change. */
export interface Copied {
  /** Milliseconds since 1970, when the copying began. */
  readonly begun: number
  readonly files: ReadonlyMap<string, string>
}

export interface CopyOptions {
  readonly signal: AbortSignal
  /** Whether to copy a file, by its path in the folder. */
  readonly wants?: (path: string) => boolean
  /** An earlier copy in the same place: what has not changed since is not copied again. */
  readonly earlier?: Copied
}

/** A change in the same moment as the last look could keep the time; so soon after one, a time proves nothing. */
const doubtMs = 2_000
const atOnce = 4

/** Copies a folder, or brings an earlier copy up to date. */
export async function copyFolder(from: string, to: string, options: CopyOptions): Promise<Copied> {
  const { signal, wants = () => true, earlier } = options
  const begun = Date.now()
  const files = new Map<string, string>()
  const entries = await readdir(from, { recursive: true, withFileTypes: true })
  const paths: string[] = []
  await mkdir(to, { recursive: true, mode: 0o700 })
  for (const entry of entries) {
    const path = relative(from, join(entry.parentPath, entry.name))
    if (entry.isDirectory()) await mkdir(join(to, path), { recursive: true })
    else if (entry.isFile() && wants(path)) paths.push(path)
  }

  const copy = async (path: string): Promise<void> => {
    signal.throwIfAborted()
    const { size, mtimeNs, mtimeMs } = await stat(join(from, path), { bigint: true })
    const look = `${size} ${mtimeNs}`
    files.set(path, look)
    if (earlier?.files.get(path) === look && Number(mtimeMs) < earlier.begun - doubtMs) return
    await copyFile(join(from, path), join(to, path), constants.COPYFILE_FICLONE)
  }
  const queue = paths.values()
  const lanes = Array.from({ length: atOnce }, async () => {
    for (const path of queue) await copy(path).catch(unlessGone)
  })
  // All have stopped before a failure is told: what was copied can then be removed.
  await Promise.allSettled(lanes)
  await Promise.all(lanes)
  for (const path of earlier?.files.keys() ?? []) {
    if (!files.has(path)) await rm(join(to, path), { force: true })
  }
  return { begun, files }
}

/** A file may go while it is copied, as long as nobody holds the folder still. */
function unlessGone(error: unknown): void {
  if (isMissing(error)) return
  throw error
}
