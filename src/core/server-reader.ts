import { AppError, findAppError } from '../shared/errors.ts'
import { makeReader, planReader, tryReader, type ReaderRole } from './database/server/reader-role.ts'

/** A role on DATABASE_URL's server that can only read, for questions in SQL: planned, not yet made. */
export interface PlannedReader extends Pick<ReaderRole, 'role' | 'place' | 'databaseReadUrl'> {
  /** What makes it, one statement a line, for whoever may make roles. The password itself is not in it. */
  readonly sql: string
  /** Makes it. Resolves with what is to be changed before it can be used, or null. Throws AppError. */
  make(): Promise<string | null>
}

/** Throws AppError `invalid_input` without a server, or for a name that cannot be one. */
export function planServerReader(databaseUrl: string | undefined, role: string | undefined): PlannedReader {
  if (!databaseUrl?.trim())
    throw new AppError(
      'invalid_input',
      'DATABASE_URL names no database server. The database on this computer needs no role for questions: they get a copy.',
    )
  if (role !== undefined && !/^[a-z_][a-z\d_-]{0,62}$/u.test(role))
    throw new AppError(
      'invalid_input',
      'The name of a role has small letters, digits, - and _, at most 63 of them, and begins with a letter.',
    )
  const plan = planReader(databaseUrl, role)
  return {
    role: plan.role,
    place: plan.place,
    databaseReadUrl: plan.databaseReadUrl,
    sql: plan.statements.map((statement) => `${statement};\n`).join(''),
    async make() {
      await makeReader(databaseUrl, plan)
      try {
        await tryReader(plan)
        return null
      } catch (error) {
        const known = findAppError(error)
        if (!known) throw error
        return known.message
      }
    },
  }
}
