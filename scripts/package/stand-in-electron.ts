import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * What electron-builder packs in the place of Electron's own files, where those are not to be had: a file under the
 * binary's name that does nothing, but carries fuses as it does, set as Electron ships them.
 */
export function makeStandInElectron(folder: string, version: string): void {
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, 'electron'), `#!/bin/sh\nexit 1\n${sentinel}${wire}`, { mode: 0o755 })
  writeFileSync(join(folder, 'version'), version)
}

/** Where @electron/fuses finds the wire: the sentinel, then its version, its length, and a character for each fuse. */
const sentinel = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX'
const fuses = '101100011'
const wire = String.fromCharCode(1, fuses.length) + fuses
