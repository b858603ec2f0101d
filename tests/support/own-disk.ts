import { execFileSync } from 'node:child_process'

/** A small disk of its own can be made by root on Linux. */
export const canMount = process.platform === 'linux' && process.getuid?.() === 0

export interface OwnDisk extends Disposable {
  /** From now on nothing on it can be changed. */
  close(): void
}

/** Puts a disk of 8 MB at a folder that is there. */
export function mounted(folder: string): OwnDisk {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', folder])
  return {
    close: () => void execFileSync('mount', ['-o', 'remount,ro', folder]),
    [Symbol.dispose]: () => void execFileSync('umount', ['--lazy', folder]),
  }
}
