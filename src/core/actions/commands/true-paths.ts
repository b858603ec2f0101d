import { realpath } from 'node:fs/promises'
import { systemCode } from '../../file-errors.ts'

/** Where these folders truly lie, without those that are not there: a link to home is not a folder of programs at home. */
export async function truePaths(folders: readonly string[]): Promise<string[]> {
  const found: string[] = []
  for (const folder of folders) {
    try {
      found.push(await realpath(folder))
    } catch (error) {
      if (systemCode(error) === null) throw error
    }
  }
  return found
}
