import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'

/** Makes a folder with a tool of the session bus that says that something shows tray icons. Returns what to start with. */
export function busWithTray(folder: string): { readonly PATH: string } {
  mkdirSync(folder)
  writeFileSync(join(folder, 'gdbus'), "#!/bin/sh\necho '(true,)'\n")
  chmodSync(join(folder, 'gdbus'), 0o755)
  return { PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}` }
}
