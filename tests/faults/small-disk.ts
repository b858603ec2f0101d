import { execFileSync } from 'node:child_process'
import { appendFileSync, rmSync, statfsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** A disk of a fixed size, for tests that need a full one or one that cannot be written. */
export interface SmallDisk extends AsyncDisposable {
  readonly path: string
  /** Fills it to the last byte, but for `leave` bytes. */
  fill(leave?: number): void
  /** Gives the space back. */
  free(): void
  /** From now on nothing can be written to it. */
  makeReadOnly(): void
}

/** Why there can be no such disk here, or null: mounting one takes Linux and its root. */
export const noSmallDisk =
  process.platform !== 'linux' || process.getuid?.() !== 0
    ? 'needs Linux and root to mount a small disk'
    : null

/** Mounts one of this many megabytes. */
export async function mountSmallDisk(megabytes: number): Promise<SmallDisk> {
  const path = await mkdtemp(join(tmpdir(), 'hearth-disk-'))
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m,mode=700`, 'hearth-test', path])
  const ballast = join(path, 'ballast')
  return {
    path,
    fill(leave = 0) {
      const { bavail, bsize } = statfsSync(path)
      appendFileSync(ballast, Buffer.alloc(Math.max(0, bavail * bsize - leave)))
    },
    free: () => rmSync(ballast),
    makeReadOnly: () => execFileSync('mount', ['-o', 'remount,ro', path]),
    async [Symbol.asyncDispose]() {
      execFileSync('umount', ['--lazy', path])
      await rm(path, { recursive: true })
    },
  }
}
