import { beforeEach, inject } from 'vitest'

/** In the project `server`: without one every test counts as skipped. */
beforeEach(({ skip }) => {
  if (inject('databaseServer') === null) skip('There is no Postgres server here.')
})
