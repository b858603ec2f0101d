import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import type { Pack } from 'tar'

/** What tells an archive from any other. */
export interface Digest {
  readonly bytes: number
  readonly sha256: string
}

/** Fast: what a stronger level saves is little, and somebody waits. */
const level = 1

/**
 * Packs what is in a folder into a new file. Compression is Node's own: the package's works on the thread that calls it.
 */
export async function packFolder(folder: string, file: string, signal: AbortSignal): Promise<Digest> {
  // Most starts never need it.
  const tar = await import('tar')
  const pack = new tar.Pack({ cwd: folder, portable: true, strict: true, maxReadSize: 1_000_000 })
  pack.add('.')
  pack.end()
  const digest = createDigest()
  await pipeline(
    readWhole(pack),
    createGzip({ level }),
    digest.through,
    createWriteStream(file, { flags: 'wx', mode: 0o600 }),
    { signal },
  )
  return digest.done()
}

/**
 * A pack closes the files it has open only when they are read through, and an open file keeps its room on the disk even
 * when it is removed: where reading ends before its time, the rest is read for nobody.
 */
async function* readWhole(pack: Pack): AsyncGenerator<Buffer> {
  try {
    yield* pack
  } finally {
    pack.on('error', () => {
      // What it was to read next may be gone by now.
    })
    pack.resume()
  }
}

/** Unpacks an archive into a new folder. A file that cannot be written ends it. */
export async function unpackArchive(file: string, folder: string, signal: AbortSignal): Promise<void> {
  const { Unpack } = await import('tar')
  await mkdir(folder, { mode: 0o700 })
  // Without `strict` it would go on past a full disk.
  const unpack = new Unpack({ cwd: folder, strict: true })
  const whole = new Promise<void>((resolve, reject) => {
    unpack.on('close', resolve)
    unpack.on('error', reject)
  })
  whole.catch(() => {
    // It is awaited below, or the pipeline has failed before.
  })
  try {
    await pipeline(
      createReadStream(file),
      createGunzip(),
      async (chunks: AsyncIterable<Buffer>) => {
        for await (const chunk of chunks) {
          if (!unpack.write(chunk)) await Promise.race([once(unpack, 'drain', { signal }), whole])
        }
        unpack.end()
        await whole
      },
      { signal },
    )
  } catch (error) {
    // It closes the file that it has open when it hears of the end.
    unpack.end()
    throw error
  }
}

/** Reads a file through. */
export async function digestFile(file: string, signal?: AbortSignal): Promise<Digest> {
  const digest = createDigest()
  await pipeline(createReadStream(file, { highWaterMark: 256 * 1_024 }), digest.through, drain, { signal })
  return digest.done()
}

function createDigest() {
  const hash = createHash('sha256')
  let bytes = 0
  return {
    async *through(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
      for await (const chunk of chunks) {
        hash.update(chunk)
        bytes += chunk.length
        yield chunk
      }
    },
    done: (): Digest => ({ bytes, sha256: hash.digest('hex') }),
  }
}

async function drain(chunks: AsyncIterable<Buffer>): Promise<void> {
  for await (const _ of chunks) {
    // Only its way through counted.
  }
}
