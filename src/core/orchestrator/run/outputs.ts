import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { ProgressMessage } from '../../../shared/message.ts'

/** Characters of an output that are read at most. */
const readAtMost = 1_000_000
/** No character of UTF-16 takes more bytes of UTF-8. */
const bytesEach = 3

/** Where outputs lie that are too long for the database. */
function outputsFolder(dataFolder: string): string {
  return join(dataFolder, 'outputs')
}

/** The file of a step, whose message has this id. */
export function outputFile(dataFolder: string, messageId: string): string {
  return join(outputsFolder(dataFolder), `${messageId}.log`)
}

/**
 * The whole output of a step, at most a million characters of it. From its file where there is one, and never from
 * anywhere else than the folder of outputs, whatever the row says; else what the row has.
 */
export async function readOutput(dataFolder: string, { id, metadata }: ProgressMessage): Promise<string> {
  const names = [metadata?.outputFile, `${id}.log`]
  for (const name of names) {
    if (name === undefined || basename(name) !== name || !name.endsWith('.log')) continue
    const text = await readStart(join(outputsFolder(dataFolder), name))
    if (text !== null) return text
  }
  return metadata?.output ?? ''
}

/** Null where there is no such file. A link is none. */
async function readStart(file: string): Promise<string | null> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  const handle = await open(file, flags).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'ENOENT' || code === 'ELOOP') return null
    throw error
  })
  if (!handle) return null
  try {
    const { size } = await handle.stat()
    const bytes = Buffer.alloc(Math.min(size, readAtMost * bytesEach))
    let read = 0
    while (read < bytes.length) {
      const { bytesRead } = await handle.read(bytes, read, bytes.length - read, read)
      if (bytesRead === 0) break
      read += bytesRead
    }
    const text = new TextDecoder().decode(bytes.subarray(0, read))
    return text.slice(0, readAtMost).replace(/[\uD800-\uDBFF]$/, '')
  } finally {
    await handle.close()
  }
}
