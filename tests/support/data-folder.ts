import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, stat } from 'node:fs/promises'
import { createHash } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog } from '../../src/core/log.ts'

const root = fileURLToPath(new URL('../..', import.meta.url))

/** A new data folder. With `ready` it already holds an empty database, which saves the seconds that making one takes. */
export async function makeDataFolder({ ready = true } = {}): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'hearth-data-'))
  if (ready) await cp(await emptyDatabase(), path, { recursive: true })
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true, maxRetries: 5 })
    },
  }
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
  hash.update(await readFile(join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json')))
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
