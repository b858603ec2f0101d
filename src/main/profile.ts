import { makeFolder } from '../core/make-folder.ts'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * Makes the folder that Chromium keeps its own things in, and returns it. Where that cannot be, a temporary one: there
 * has to be a window to say what is wrong with the data folder.
 */
export function prepareProfile(folder: string): string {
  try {
    makeFolder(folder)
    return folder
  } catch {
    // Core meets the same folder in a moment and says it better.
    return mkdtempSync(join(tmpdir(), 'hearth-'))
  }
}
