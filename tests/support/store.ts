import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { inject } from 'vitest'
import type { OpenDatabase } from '../../src/core/database/database.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog } from '../../src/core/log.ts'
import { makeDataFolder } from './data-folder.ts'
import { makeDatabase } from './postgres-server.ts'

declare module 'vitest' {
  interface ProvidedContext {
    /** The Postgres server of the project `server`; null where there is none. */
    databaseServer: string | null
  }
}

/** Where a test's store is: what to open it with. */
export interface StorePlace extends AsyncDisposable {
  readonly dataFolder: string
  readonly databaseUrl?: string
}

/** A new, empty store on the engine that this run is about: the embedded database, or a Postgres server. */
export async function makeStorePlace(): Promise<StorePlace> {
  const server = inject('databaseServer')
  if (!server) {
    const folder = await makeDataFolder()
    return { dataFolder: folder.path, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
  }
  const dataFolder = await mkdtemp(join(tmpdir(), 'hearth-data-'))
  return {
    dataFolder,
    databaseUrl: await makeDatabase(server),
    [Symbol.asyncDispose]: () => rm(dataFolder, { recursive: true, force: true }),
  }
}

/** The same, opened. `close` also clears it away. */
export async function openTestStore(): Promise<OpenDatabase> {
  const place = await makeStorePlace()
  const store = await openDatabase({ ...place, log: silentLog })
  return {
    ...store,
    async close() {
      await store.close()
      await place[Symbol.asyncDispose]()
    },
  }
}
