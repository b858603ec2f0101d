import { cpSync, readFileSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog } from '../../src/core/log.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))
const pglite = join(root, 'node_modules', '@electric-sql', 'pglite')

/**
 * Never used, only held: as long as somebody has this program, V8 keeps what it compiled of it, in whatever thread. Then
 * a process that opens one database after the other compiles the engine once (0.4 s of processor each instead of 0.6).
 */
let engine: object | null = null
/** Node's types know its types only. */
const { WebAssembly } = globalThis as unknown as {
  readonly WebAssembly: { readonly Module: new (program: Uint8Array) => object }
}

/** A new data folder. With `ready` it already holds an empty database, which saves the seconds that making one takes. */
export async function makeDataFolder({ ready = true } = {}): Promise<{ path: string } & AsyncDisposable> {
  engine ??= new WebAssembly.Module(readFileSync(join(pglite, 'dist', 'pglite.wasm')))
  const path = await mkdtemp(join(tmpdir(), 'hearth-data-'))
  if (ready) copyFolder(await emptyDatabase(), path)
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true, maxRetries: 5 })
    },
  }
}

/** Copies what is in a folder into another. By one call: one for each of the 500 files of a database takes five times as long. */
export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true })
}

/** Made once for each state of the migrations, of the index for searching and of PGlite, then copied. */
async function emptyDatabase(): Promise<string> {
  const folder = join(root, 'node_modules', '.cache', 'hearth', `empty-${await fingerprint()}`)
  if (await exists(folder)) return folder
  const draft = `${folder}.${process.pid}`
  await rm(draft, { recursive: true, force: true })
  await mkdir(draft, { recursive: true })
  const database = await openDatabase({ dataFolder: draft, log: silentLog })
  await database.close()
  // Another process may have been faster: then its folder is as good.
  await rename(draft, folder).catch(() => rm(draft, { recursive: true, force: true }))
  return folder
}

async function fingerprint(): Promise<string> {
  const hash = createHash('sha256')
  hash.update(await readFile(join(pglite, 'package.json')))
  hash.update(await readFile(join(root, 'src/core/database/search/layout.ts')))
  for (const file of (await readdir(join(root, 'drizzle'))).toSorted()) {
    if (file.endsWith('.sql')) hash.update(await readFile(join(root, 'drizzle', file)))
  }
  return hash.digest('hex').slice(0, 16)
}

async function exists(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  )
}
