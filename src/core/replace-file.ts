import { open, rename, rm } from 'node:fs/promises'
import { dirname } from 'node:path'
import { flushFolder } from './database/flush.ts'

/** Gives a file this content, all of it or none, and brings it to the disk. Readable by its owner only. */
export async function replaceFile(file: string, content: string): Promise<void> {
  const draft = `${file}.partial`
  try {
    const handle = await open(draft, 'w', 0o600)
    try {
      await handle.writeFile(content)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(draft, file)
  } catch (error) {
    await rm(draft, { force: true })
    throw error
  }
  await flushFolder(dirname(file))
}
