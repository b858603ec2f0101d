import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chown, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { promisify } from 'node:util'
import { Client } from 'pg'
import { findPostgres, postgresAdvice } from '../../scripts/postgres.ts'

/** A Postgres server of a test's own: in a temporary folder, on a free port of this computer, with a random password. */
export interface PostgresServer extends AsyncDisposable {
  /** The address of one of its databases; `postgres` is always there. */
  url(database?: string): string
  /** Makes a new, empty database and resolves with its address. */
  makeDatabase(): Promise<string>
  /** Ends it and keeps its files; `immediate` as a crash would. */
  stop(how?: 'fast' | 'immediate'): Promise<void>
  /** Starts it again on the same port. */
  start(): Promise<void>
}

/** Flushes to the disk, as a server does by default. Throws when there is no Postgres here. */
export async function startPostgres(programs = findPostgres()): Promise<PostgresServer> {
  if (programs === null) throw new Error(`There is no Postgres server here. ${postgresAdvice}`)
  const owner = await unprivilegedOwner()
  const folder = await mkdtemp(join(tmpdir(), 'hearth-postgres-'))
  const data = join(folder, 'data')
  const passwordFile = join(folder, 'password')
  const password = randomBytes(12).toString('hex')
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (owner) for (const path of [folder, passwordFile]) await chown(path, owner.uid, owner.gid)
  const surroundings = { cwd: folder, env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' }, ...owner }
  const settings = ['--encoding=UTF8', '--no-locale', '--username=hearth', '--auth=scram-sha-256']
  await promisify(execFile)(
    join(programs, 'initdb'),
    ['-D', data, '--no-sync', ...settings, `--pwfile=${passwordFile}`],
    surroundings,
  )

  const port = await freePort()
  let child: ChildProcess | null = null
  const url = (database = 'postgres'): string => `postgres://hearth:${password}@127.0.0.1:${port}/${database}`

  async function start(): Promise<void> {
    const options = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=60']
    const args = ['-D', data, '-p', String(port), ...options.flatMap((option) => ['-c', option])]
    child = spawn(join(programs ?? '', 'postgres'), args, {
      ...surroundings,
      stdio: ['ignore', 'ignore', 'pipe'],
    })
    await ready(child)
  }

  async function stop(how: 'fast' | 'immediate' = 'fast'): Promise<void> {
    const running = child
    child = null
    if (!running || running.exitCode !== null || running.signalCode !== null) return
    const gone = new Promise((resolve) => running.once('exit', resolve))
    running.kill(how === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await gone
  }

  // A test that ends by process.exit leaves no server behind.
  const abandon = (): void => void child?.kill('SIGQUIT')
  process.on('exit', abandon)
  async function dispose(): Promise<void> {
    process.off('exit', abandon)
    await stop('immediate')
    await rm(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  try {
    await start()
  } catch (error) {
    await dispose()
    throw error
  }
  return {
    url,
    makeDatabase: () => makeDatabase(url()),
    start,
    stop,
    [Symbol.asyncDispose]: dispose,
  }
}

/** Makes a new, empty database on a server. Resolves with its address. */
export async function makeDatabase(server: string): Promise<string> {
  const name = `hearth_${randomBytes(6).toString('hex')}`
  await askServer(server, `create database ${name}`)
  const url = new URL(server)
  url.pathname = name
  return url.href
}

/** The rows of one statement, on a connection of its own. */
export async function askServer<Row extends object>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Row>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** Postgres refuses to run as root: then it runs as somebody who may do little. */
async function unprivilegedOwner(): Promise<{ uid: number; gid: number } | null> {
  if (process.getuid?.() !== 0) return null
  const users = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  const user = ['postgres', 'nobody'].map((name) => users.find(([known]) => known === name)).find(Boolean)
  if (!user) throw new Error('There is no user postgres or nobody to run a Postgres server as.')
  return { uid: Number(user[2]), gid: Number(user[3]) }
}

async function freePort(): Promise<number> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  await new Promise((resolve) => server.close(resolve))
  return port
}

/** Resolves when it says that it takes connections; rejects with all it said when it ends before. */
function ready(child: ChildProcess): Promise<void> {
  if (!child.stderr) throw new Error('The server has no stderr.')
  const said: string[] = []
  const lines = createInterface(child.stderr)
  return new Promise((resolve, reject) => {
    // Read on to its end: a full pipe would hold the server up.
    lines.on('line', (line) => {
      if (said.length < 100) said.push(line)
      if (line.includes('ready to accept connections')) resolve()
    })
    child.once('error', reject)
    child.once('exit', (code) => reject(new Error(`Postgres ended with ${code}:\n${said.join('\n')}`)))
  })
}
