import { AppError } from '../../../shared/errors.ts'
import { sqlState } from '../sql-state.ts'
import type { ServerAddress } from './address.ts'

/**
 * What a failure means, as a sentence that never shows the password; the failure itself where it is not the server's
 * doing but the statement's.
 */
export function serverError(error: unknown, address: ServerAddress): unknown {
  if (!(error instanceof Error) || error instanceof AppError) return error
  // The pool's own: every connection was in use.
  if (error.message === 'timeout exceeded when trying to connect') {
    const advice = `The database server at ${address.place} has much to do. Try again in a moment.`
    return new AppError('database', advice, { cause: error })
  }
  const known = connecting(error, address) ?? lost(error, address)
  if (known !== null) return new AppError('database_unreachable', known, { cause: error })
  switch (sqlState(error)) {
    case '53100':
      return new AppError(
        'disk_full',
        'The disk of the database server is full, so this could not be saved. Free some space there and try again.',
        { cause: error },
      )
    case '42501':
      return new AppError(
        'database',
        `The user ${address.user} may not do this in the database ${address.database}: ${ownWords(error)}. Let it own the database, or name another user in ${address.variable}.`,
        { cause: error },
      )
    case '25006':
      return new AppError(
        'database',
        `The database server at ${address.place} takes no changes now: it is a copy of another. Name that one in ${address.variable}.`,
        { cause: error },
      )
    case '42P07':
      return new AppError(
        'database',
        `The database ${address.database} at ${address.place} has tables of another program: ${ownWords(error)}. Make one for Hearth alone, and name it in ${address.variable}.`,
        { cause: error },
      )
    case '55P03':
    case '57014':
      return new AppError(
        'database',
        `The database server at ${address.place} gave up a statement: ${ownWords(error)}. Something else may hold what it needs. Try again in a moment.`,
        { cause: error },
      )
    // Two apps wanted the same rows in a different order, and the server chose one.
    case '40001':
    case '40P01':
      return new AppError('database', 'Another Hearth changed the same at the same time. Try again.', {
        cause: error,
      })
    default:
      return error
  }
}

type Sentence = (address: ServerAddress) => string

const nobodyThere: Sentence = ({ place, variable }) =>
  `Nothing answers at ${place}, where ${variable} says that the database server is. Start it, or correct the address.`
const unknownName: Sentence = ({ place, variable }) =>
  `The database server’s name in ${place} is not known here. Check ${variable} and the network.`
const noAnswer: Sentence = ({ place, variable }) =>
  `The database server at ${place} does not answer. Check the network and the address in ${variable}.`
const refused: Sentence = ({ place, user, variable }) =>
  `The database server at ${place} refused the user ${user}. Check the name and the password in ${variable}, and whom the server lets in.`

/** Why there is no connection, by the code of Node or of Postgres. */
const reasons: Readonly<Record<string, Sentence>> = {
  ECONNREFUSED: nobodyThere,
  ENOENT: nobodyThere,
  ENOTFOUND: unknownName,
  EAI_AGAIN: unknownName,
  ETIMEDOUT: noAnswer,
  EHOSTUNREACH: noAnswer,
  ENETUNREACH: noAnswer,
  '28P01': refused,
  '28000': refused,
  '3D000': ({ place, database, variable }) =>
    `The database server at ${place} has no database ${database}. Make it (createdb ${database}), or name another in ${variable}.`,
  '53300': ({ place }) =>
    `The database server at ${place} has too many connections. Close some, or raise its max_connections.`,
  '57P03': ({ place }) => `The database server at ${place} is starting or stopping. Try again in a moment.`,
}

function connecting(error: Error, address: ServerAddress): string | null {
  const code = codeOf(error) ?? ''
  const sentence = reasons[code]
  if (sentence) return sentence(address)
  // What pg itself finds has no code.
  const { message } = error
  if (/password must be a string/i.test(message))
    return `The database server at ${address.place} wants a password, and ${address.variable} has none.`
  if (/timeout/i.test(message) && /connect|expired/i.test(message)) return noAnswer(address)
  if (/SSL|TLS|certificate/i.test(message) || /CERT|TLS|SSL/.test(code))
    return `The encrypted connection to ${address.place} failed: ${message}. Check sslmode in ${address.variable} and the server’s certificate.`
  return null
}

/** A connection that was there ended. */
function lost(error: Error, { place }: ServerAddress): string | null {
  const code = codeOf(error) ?? ''
  const isLost =
    ['ECONNRESET', 'EPIPE', '57P01', '57P02', '57P05'].includes(code) ||
    code.startsWith('08') ||
    /^connection terminated|not queryable|connection error|client was closed/i.test(error.message)
  if (!isLost) return null
  return `The connection to the database server at ${place} was lost. What was being saved just then may be missing. Hearth connects again by itself: try again.`
}

/** The server's, and not Drizzle's around them: those repeat the statement and its values. */
function ownWords(error: Error): string {
  return error.cause instanceof Error ? ownWords(error.cause) : error.message
}

function codeOf(error: Error): string | null {
  return 'code' in error && typeof error.code === 'string' ? error.code : null
}
