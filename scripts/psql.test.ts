import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { Client } from 'pg'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { rowsOf } from '../src/core/database/database.ts'
import { openDatabase } from '../src/core/database/open.ts'
import { silentLog as log } from '../src/core/log.ts'
import { root } from './root.ts'

const psqlIsThere = spawnSync('psql', ['--version']).status === 0
if (!psqlIsThere) console.warn('psql is not installed: what is shown to it is not tested.')

let folder: Awaited<ReturnType<typeof makeDataFolder>>
beforeAll(async () => {
  folder = await makeDataFolder()
})
afterAll(() => folder[Symbol.asyncDispose]())

interface Surroundings {
  readonly env?: Readonly<Record<string, string>>
  /** What it is given on standard input, from the start; without it there is nothing. */
  readonly input?: string
  /** Its standard input is open, and nothing comes yet. */
  readonly later?: boolean
}

function start(args: readonly string[], { env, input, later = false }: Surroundings = {}) {
  const child = spawn(process.execPath, [join(root, 'scripts', 'psql.ts'), ...args], {
    env: { ...process.env, DATABASE_URL: '', HEARTH_DATA_DIR: folder.path, ...env },
    stdio: [input !== undefined || later ? 'pipe' : 'ignore', 'pipe', 'pipe'],
  })
  const said = { stdout: '', stderr: '' }
  for (const name of ['stdout', 'stderr'] as const)
    child[name]?.setEncoding('utf8').on('data', (text: string) => (said[name] += text))
  if (!later) child.stdin?.end(input)
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, ...said }))
  return { child, said, ended }
}

const run = (args: readonly string[], surroundings?: Surroundings) => start(args, surroundings).ended

/** Starts it with nothing to do, and waits until the database is open. */
async function serve(surroundings?: Surroundings) {
  const { child, said, ended } = start([], surroundings)
  onTestFinished(() => void child.kill('SIGKILL'))
  while (!said.stdout.includes('\n')) {
    const outcome = await Promise.race([once(child.stdout!, 'data').then(() => null), ended])
    if (outcome) throw new Error(`It ended: ${JSON.stringify(outcome)}`)
  }
  const [, url = ''] = /^DATABASE_URL=(\S+)\n$/.exec(said.stdout) ?? []
  return { child, url, ended, socketFolder: decodeURIComponent(new URL(url).hostname) }
}

/** The columns that `\d` shows: name, type, whether it may be null, default. */
function columns(table: string): string[][] {
  return table
    .split('\n')
    .filter((line) => line.includes(' | ') && !line.includes('Collation'))
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .map(([name = '', type = '', , nullable = '', initial = '']) => [name, type, nullable, initial])
}

const moment = 'timestamp(3) with time zone'
const uuid = ['uuid', 'not null', 'gen_random_uuid()']

test.skipIf(!psqlIsThere)(
  'psql shows the message table to the letter, and stdout is all psql’s',
  async () => {
    const { code, stdout, stderr } = await run(['-c', String.raw`\d message`])
    expect({ code, stderr }).toEqual({ code: 0, stderr: expect.stringMatching(/^DATABASE_URL=\S+\n$/) })
    expect(stdout).toMatch(/^ +Table "public.message"\n/)
    expect(columns(stdout)).toEqual([
      ['id', ...uuid],
      ['conversation_id', 'uuid', 'not null', ''],
      ['role', 'character varying(20)', 'not null', ''],
      ['content', 'text', 'not null', ''],
      ['message_type', 'character varying(20)', 'not null', "'text'::character varying"],
      ['metadata', 'jsonb', '', ''],
      ['created_at', moment, 'not null', 'now()'],
      ['superseded_at', moment, '', ''],
    ])
    expect(stdout).toContain('FOREIGN KEY (conversation_id) REFERENCES conversation(id) ON DELETE CASCADE\n')
  },
)

test.skipIf(!psqlIsThere)(
  'npm hands the arguments on: psql shows the context table to the letter',
  async () => {
    const env = { ...process.env, DATABASE_URL: '', HEARTH_DATA_DIR: folder.path }
    const args = ['run', '-s', 'db:psql', '--', '-c', String.raw`\d conversation_context`]
    const child = spawn('npm', args, { cwd: root, env, stdio: ['ignore', 'pipe', 'ignore'] })
    let stdout = ''
    child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    expect(await once(child, 'close')).toEqual([0, null])
    // Those that were there from the beginning; others stand behind them.
    expect(columns(stdout).slice(0, 7)).toEqual([
      ['id', ...uuid],
      ['conversation_id', 'uuid', 'not null', ''],
      ['context_type', 'character varying(50)', 'not null', ''],
      ['context_key', 'character varying(255)', 'not null', ''],
      ['context_value', 'jsonb', 'not null', ''],
      ['created_at', moment, 'not null', 'now()'],
      ['updated_at', moment, 'not null', 'now()'],
    ])
    expect(stdout).toContain('FOREIGN KEY (conversation_id) REFERENCES conversation(id) ON DELETE CASCADE\n')
    expect(stdout).toContain('UNIQUE CONSTRAINT, btree (conversation_id, context_key)\n')
  },
)

test.skipIf(!psqlIsThere)('it ends with psql’s code', async () => {
  expect(await run(['-c', 'select 1 / 0'])).toMatchObject({ code: 1, stdout: '' })
})

test.skipIf(!psqlIsThere)('SQL on standard input is psql’s, at once or late, and ends it', async () => {
  expect(await run([], { input: 'select 6 * 7 as answer;\n' })).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^ answer \n/),
  })
  const { child, ended } = await serve({ later: true })
  child.stdin?.end('select 6 * 7 as answer;\n')
  expect(await ended).toMatchObject({
    code: 0,
    stdout: expect.stringMatching(/^DATABASE_URL=\S+\n answer \n/),
  })
})

test('while it is open any client takes the address, only this user gets to it, and the app says who has it', async () => {
  const { child, url, ended, socketFolder } = await serve()
  expect(statSync(socketFolder).mode & 0o777).toBe(0o700)

  const client = new Client({ connectionString: url })
  await client.connect()
  await client.query('insert into conversation (title, num_ctx) values ($1, $2)', ['from outside', 4096])
  const refusal = { code: 1, stdout: '', stderr: `Hearth is already open (process ${child.pid})\n` }
  expect(await run(['-c', 'select 1'])).toEqual(refusal)

  // One that is in the middle of something loses that and no more.
  await client.query('begin')
  await client.query("insert into conversation (title, num_ctx) values ('unfinished', 1)")
  client.on('error', () => {})
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0, stderr: expect.stringMatching(/^[^\n]+\n$/) })
  expect(existsSync(socketFolder)).toBe(false)

  const database = await openDatabase({ dataFolder: folder.path, log })
  expect(await rowsOf(database.db, sql`select title from conversation`)).toEqual([{ title: 'from outside' }])
  await database.close()
})

test.skipIf(!psqlIsThere)('psql takes the address in the shell of another terminal', async () => {
  const { child, url, ended } = await serve()
  const shell = { env: { ...process.env, DATABASE_URL: url }, encoding: 'utf8' } as const
  const shown = spawnSync('sh', ['-c', String.raw`psql "$DATABASE_URL" -c "\d message"`], shell)
  expect(shown).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('Table "public.message"'),
    stderr: '',
  })
  child.kill('SIGTERM')
  expect(await ended).toMatchObject({ code: 0 })
})

test('without psql the database is open all the same; what psql is asked is refused', async () => {
  const empty = mkdtempSync(join(tmpdir(), 'hearth-path-'))
  onTestFinished(() => rmSync(empty, { recursive: true }))
  const env = { PATH: empty }
  const { child, ended } = await serve({ env })
  child.kill('SIGINT')
  expect(await ended).toMatchObject({ code: 0 })
  expect(await run(['-c', 'select 1'], { env })).toMatchObject({
    code: 127,
    stdout: '',
    stderr: expect.stringContaining('psql is not installed'),
  })
})
