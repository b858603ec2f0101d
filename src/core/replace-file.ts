import { rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { flushFolder, writeFlushed } from './database/flush.ts'

/** Gives a file this content, all of it or none, and brings it to the disk. Readable by its owner only. */
export async function replaceFile(file: string, content: string): Promise<void> {
  const draft = `${file}.partial`
  try {
    await writeFlushed(draft, content, 'w')
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await flushFolder(dirname(file))
}
