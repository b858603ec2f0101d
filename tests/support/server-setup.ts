import type { TestProject } from 'vitest/node'
import { findPostgres, postgresAdvice } from '../../scripts/postgres.ts'
import { startPostgres } from './postgres-server.ts'

/** One Postgres server for all files of the project `server`; each makes a database of its own there. */
export async function setup(project: TestProject): Promise<(() => PromiseLike<void>) | undefined> {
  const programs = findPostgres()
  if (programs === null) {
    process.stderr.write(`The tests on a Postgres server are skipped: there is none. ${postgresAdvice}\n`)
    project.provide('databaseServer', null)
    return
  }
  const server = await startPostgres(programs)
  project.provide('databaseServer', server.url())
  return () => server[Symbol.asyncDispose]()
}
