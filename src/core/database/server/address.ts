import { AppError } from '../../../shared/errors.ts'

export type AddressVariable = 'DATABASE_URL' | 'DATABASE_READ_URL'

/** Where a Postgres server is. Only `connectionString` knows the password. */
export interface ServerAddress {
  /** The variable of the environment that names it, for a sentence. */
  readonly variable: AddressVariable
  readonly connectionString: string
  /** Host and port, for a sentence. */
  readonly place: string
  readonly user: string
  readonly database: string
}

/**
 * What every connection begins with, whatever the server's own settings: values read exactly as from the embedded
 * database, tables are where the migrations put them, and a computer that vanished gives its locks back in a minute.
 */
const settings = [
  'timezone=UTC',
  'datestyle=ISO',
  'search_path=public',
  'tcp_keepalives_idle=30',
  'tcp_keepalives_interval=10',
  'tcp_keepalives_count=3',
]

/**
 * Reads the value of DATABASE_URL, or of the other variable, with what its connections begin with besides. Throws
 * `invalid_input`, which never repeats it: there may be a password in it.
 */
export function readAddress(
  value: string,
  variable: AddressVariable = 'DATABASE_URL',
  more: readonly string[] = [],
): ServerAddress {
  const url = URL.canParse(value.trim()) ? new URL(value.trim()) : null
  if (!url || !['postgres:', 'postgresql:'].includes(url.protocol)) {
    throw new AppError(
      'invalid_input',
      `${variable} is not the address of a Postgres server. It looks like postgres://user:password@host:5432/database.`,
    )
  }
  if (![url.username, url.password, url.hostname, url.pathname].every(isDecodable)) {
    throw new AppError(
      'invalid_input',
      `${variable} has a % that stands for nothing. In a user, a password or a database a % itself is written %25.`,
    )
  }
  const { searchParams } = url
  const options = [searchParams.get('options'), ...[...settings, ...more].map((setting) => `-c ${setting}`)]
  searchParams.set('options', options.filter(Boolean).join(' '))
  const host = searchParams.get('host') ?? decodeURIComponent(url.hostname)
  return {
    variable,
    connectionString: url.href,
    place: `${host || 'this computer'}:${searchParams.get('port') ?? (url.port || '5432')}`,
    user: decodeURIComponent(url.username),
    database: decodeURIComponent(url.pathname.slice(1)),
  }
}

function isDecodable(part: string): boolean {
  try {
    decodeURIComponent(part)
    return true
  } catch {
    return false
  }
}
