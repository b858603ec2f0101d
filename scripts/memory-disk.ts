import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmdirSync } from 'node:fs'
import { freemem, tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * A temporary folder in memory, for tests: they copy databases by the hundred, and a copy there takes a tenth of what it
 * takes on a disk. What is killed keeps what it wrote, as on a disk; only a power cut would tell them apart.
 */
export interface MemoryDisk extends Disposable {
  /** What stands before a command to run it with that folder. */
  readonly within: readonly string[]
  readonly env: Readonly<Record<string, string>>
}

/** Bytes. No more than what is written takes room. */
const size = 4_000_000_000

/**
 * Null where there is none: mounting takes Linux and its root, and memory to spare. It is there for the command alone,
 * and gone with the last process of it, however that ends.
 */
export function findMemoryDisk(): MemoryDisk | null {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || freemem() < 2 * size) return null
  const folder = mkdtempSync(join(tmpdir(), 'hearth-tests-'))
  const mount = `mount -t tmpfs -o size=${size},mode=1777 hearth-tests "$0" && exec "$@"`
  const within = ['unshare', '--mount', 'sh', '-c', mount, folder]
  const [program, ...args] = [...within, 'true'] as const
  const remove = (): void => rmdirSync(folder)
  if (spawnSync(program, args, { stdio: 'ignore' }).status === 0)
    return { within, env: { TMPDIR: folder }, [Symbol.dispose]: remove }
  remove()
  return null
}
