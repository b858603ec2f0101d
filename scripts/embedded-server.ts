import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { clusterFolder } from '../src/core/database/embedded/cluster.ts'
import { openEngine } from '../src/core/database/embedded/engine.ts'
import { takeLock } from '../src/core/database/embedded/lock.ts'
import { openEmbedded } from '../src/core/database/embedded/open.ts'
import type { Log } from '../src/core/log.ts'

/** The embedded database, open to the clients of Postgres. */
export interface EmbeddedServer extends AsyncDisposable {
  /** What psql, `pg` and drizzle-kit take as DATABASE_URL. */
  readonly url: string
}

/** All of them share the one session of the engine: settings, prepared statements and temporary tables are common. */
const mostClients = 20
const socketName = '.s.PGSQL.5432'
/** Bytes of a socket's path that every system takes; macOS has the fewest. */
const longestPath = 103

/**
 * Opens the database of `dataFolder` as the app does, migrations and all, keeps its lock, and listens where only this
 * user can connect: on a socket in a folder of their own. Windows has none: there it is a random port of this computer.
 * Throws what `openEmbedded` throws.
 */
export async function openEmbeddedServer(dataFolder: string, log: Log): Promise<EmbeddedServer> {
  const database = await openEmbedded({ dataFolder, log })
  await database.close()
  await using opened = new AsyncDisposableStack()
  const lock = takeLock(dataFolder)
  opened.defer(() => lock.release())
  const engine = await openEngine(clusterFolder(dataFolder))
  opened.defer(() => engine.close())

  const folder = process.platform === 'win32' ? null : await makeSocketFolder()
  if (folder !== null) opened.defer(() => rm(folder, { recursive: true, force: true }))
  const place = folder === null ? { host: '127.0.0.1', port: 0 } : { path: join(folder, socketName) }
  const server = new PGLiteSocketServer({ db: engine, maxConnections: mostClients, ...place })
  await server.start()
  opened.defer(() => server.stop())

  // The port is the end of the socket's name, and said so that PGPORT does not change it.
  const url =
    folder === null
      ? `postgres://postgres@${server.getServerConn()}/postgres?sslmode=disable`
      : `postgres://postgres@${encodeURIComponent(folder)}:5432/postgres`
  const rooms = opened.move()
  return { url, [Symbol.asyncDispose]: () => rooms.disposeAsync() }
}

async function makeSocketFolder(): Promise<string> {
  const prefix = join(tmpdir(), 'hearth-db-')
  const fits = Buffer.byteLength(join(`${prefix}XXXXXX`, socketName)) <= longestPath
  const folder = await mkdtemp(fits ? prefix : '/tmp/hearth-db-')
  // mkdtemp makes it so; a umask may have taken the owner's own rights.
  await chmod(folder, 0o700)
  return folder
}
