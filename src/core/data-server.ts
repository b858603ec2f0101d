import { findAppError } from '../shared/errors.ts'
import { readAddress } from './database/server/address.ts'

/**
 * The Postgres server that DATABASE_URL names, as people read it (`hearth at db.example:5432`, never the password). Null
 * when the data lies on this computer, and for an address that is none: opening it says why.
 */
export function dataServer(databaseUrl: string | undefined): string | null {
  if (!databaseUrl?.trim()) return null
  try {
    const { database, place } = readAddress(databaseUrl)
    return `${database || 'the database'} at ${place}`
  } catch (error) {
    if (findAppError(error)) return null
    throw error
  }
}
