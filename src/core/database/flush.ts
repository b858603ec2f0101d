import { open } from 'node:fs/promises'

/**
 * Brings to the disk what was created, renamed or removed in a folder: a name is as durable as the folder that holds it.
 * Windows cannot open a folder, and needs no flush of one.
 */
export async function flushFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  await flush(folder)
}

/** Brings a file's content to the disk. */
export async function flushFile(file: string): Promise<void> {
  await flush(file)
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, process.platform === 'win32' ? 'r+' : 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
