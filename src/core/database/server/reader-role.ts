import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { Client, escapeIdentifier, escapeLiteral } from 'pg'
import { AppError, findAppError } from '../../../shared/errors.ts'
import { sqlState } from '../sql-state.ts'
import { readAddress, type ServerAddress } from './address.ts'
import { questioned, type Questioned } from '../question.ts'
import { checkReader } from './check-reader.ts'
import { serverError } from './errors.ts'
import { inTime } from '../in-time.ts'
import { connectionConfig } from './pool.ts'

/** A role that can read what may be questioned, and nothing else; its password is nowhere but in `databaseReadUrl`. */
export interface ReaderRole {
  readonly role: string
  /** `user@host:port/database`, for a sentence: without a password. */
  readonly place: string
  /** What DATABASE_READ_URL has to be. */
  readonly databaseReadUrl: string
  /** What makes it, for a role that may make roles. The password is in it as what a server keeps of one. */
  readonly statements: readonly string[]
  /** The same for one that is there: another password, and what else it needs. */
  readonly again: readonly string[]
}

/** Plans one, with a new password. Throws `invalid_input` for an address that is none. */
export function planReader(databaseUrl: string, name?: string): ReaderRole {
  const address = readAddress(databaseUrl)
  const { database } = address
  // Postgres cuts names to 63 bytes.
  const role =
    name ??
    `${Buffer.from(database)
      .subarray(0, 50)
      .toString()
      .replace(/\uFFFD$/u, '')}_reader`
  const password = randomBytes(24).toString('base64url')
  const url = new URL(databaseUrl.trim())
  for (const parameter of ['user', 'password']) url.searchParams.delete(parameter)
  url.username = encodeURIComponent(role)
  url.password = password
  const [who, where] = [escapeIdentifier(role), escapeIdentifier(database)]
  const login = `login password ${escapeLiteral(verifier(password))}`
  const rights = [
    `grant connect on database ${where} to ${who}`,
    `grant usage on schema public to ${who}`,
    `grant select on ${questioned.map((table) => `public.${table}`).join(', ')} to ${who}`,
    ...questioned.flatMap((table) => limitRows(table, who)),
    `alter role ${who} set default_transaction_read_only = on`,
    `alter role ${who} set statement_timeout = '20s'`,
    `comment on role ${who} is ${escapeLiteral(mark(address))}`,
  ]
  return {
    role,
    place: `${role}@${address.place}/${database}`,
    databaseReadUrl: url.href,
    statements: [`create role ${who} ${login}`, ...rights],
    again: [`alter role ${who} ${login}`, ...rights],
  }
}

/**
 * Makes it as DATABASE_URL's role, or gives the one that was made before a new password: all of it or nothing. Throws
 * `forbidden` where that role may not, `invalid_input` where the name is another role's, `not_found` where the tables are
 * not there, or what tells that the server cannot be reached.
 */
export async function makeReader(databaseUrl: string, plan: ReaderRole): Promise<void> {
  const address = readAddress(databaseUrl)
  await withClient(address, async (client) => {
    const { rows } = await client.query<{ comment: string | null }>(
      `select shobj_description(oid, 'pg_authid') as comment from pg_roles where rolname = $1`,
      [plan.role],
    )
    const [known] = rows
    if (known && known.comment !== mark(address))
      throw new AppError(
        'invalid_input',
        `There is a role ${plan.role} on the server that was not made for this. Choose another name: hearth db reader --role NAME.`,
      )
    try {
      await client.query('begin')
      for (const statement of known ? plan.again : plan.statements) await client.query(statement)
      await client.query('commit')
    } catch (error) {
      throw explain(error, address)
    }
  })
}

/** Logs in with it and looks whether it can read, and nothing else. Throws AppError with what is to be changed. */
export async function tryReader({ databaseReadUrl }: ReaderRole): Promise<void> {
  const address = readAddress(databaseReadUrl, 'DATABASE_READ_URL')
  await withClient(address, (client) => checkReader(client, address))
}

/** What a role sees of the rows of a table: those of conversations that are neither deleted nor temporary. */
const shown: Readonly<Record<Questioned, string>> = {
  conversation: 'deleted_at is null and not temporary',
  // Of the conversations that it sees itself.
  message: 'conversation_id in (select id from public.conversation)',
  conversation_context: 'conversation_id in (select id from public.conversation)',
}

/** Limits what one role sees. All others see what they saw before: a table with limits shows nothing without a policy. */
function limitRows(table: Questioned, who: string): string[] {
  const name = `public.${table}`
  return [
    `alter table ${name} enable row level security`,
    `drop policy if exists hearth_apps on ${name}`,
    `create policy hearth_apps on ${name} using (true) with check (true)`,
    `drop policy if exists ${who} on ${name}`,
    `create policy ${who} on ${name} as restrictive for select to ${who} using (${shown[table]})`,
  ]
}

async function withClient(address: ServerAddress, work: (client: Client) => Promise<void>): Promise<void> {
  const client = new Client(connectionConfig(address, 'hearth db reader'))
  // The statement that it hits fails with it.
  client.on('error', () => {})
  try {
    await client.connect()
    await work(client)
  } catch (error) {
    throw serverError(error, address)
  } finally {
    await inTime(client.end(), 1_000)
  }
}

/** By this it is known again. */
function mark({ database }: ServerAddress): string {
  return `Reads the history in ${database} for Hearth, and can do nothing else.`
}

function explain(error: unknown, { user, place, database }: ServerAddress): unknown {
  if (findAppError(error)) return error
  switch (sqlState(error)) {
    case '42501':
      return new AppError(
        'forbidden',
        `The user ${user} may not make this role at ${place}. Print what makes it (hearth db reader --sql), and have it run by whoever may.`,
        { cause: error },
      )
    case '42P01':
      return new AppError(
        'not_found',
        `The database ${database} at ${place} has no tables of Hearth yet. Open Hearth on it once, then try again.`,
        { cause: error },
      )
    default:
      return error
  }
}

/** What a server keeps of a password (SCRAM, RFC 5803): so it is in no statement, and in no log of statements. */
function verifier(password: string): string {
  const salt = randomBytes(16)
  const rounds = 4096
  const salted = pbkdf2Sync(password, salt, rounds, 32, 'sha256')
  const keyed = (text: string): Buffer => createHmac('sha256', salted).update(text).digest()
  const stored = createHash('sha256').update(keyed('Client Key')).digest('base64')
  const server = keyed('Server Key').toString('base64')
  return `SCRAM-SHA-256$${rounds}:${salt.toString('base64')}$${stored}:${server}`
}
