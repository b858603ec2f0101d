import type { Database } from '../database.ts'

/**
 * A statement that is built once for each database instead of at every call: Drizzle's building takes 0.35 ms of the
 * statement that saves a message. In a transaction, which is a database of its own, it is built for that alone.
 */
export function prepared<Statement>(build: (db: Database) => Statement): (db: Database) => Statement {
  const built = new WeakMap<Database, Statement>()
  return (db) => {
    const known = built.get(db)
    if (known) return known
    const statement = build(db)
    built.set(db, statement)
    return statement
  }
}
