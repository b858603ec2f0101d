import { Client } from 'pg'
import { expect, test } from 'vitest'
import { findPostgres } from '../../scripts/postgres.ts'
import { startPostgres } from './postgres-server.ts'

test.skipIf(findPostgres() === null)(
  'a server of its own keeps its databases over a stop and start',
  async () => {
    await using server = await startPostgres()
    const url = await server.makeDatabase()
    await ask(url, 'create table kept (n int)')
    await server.stop()
    await expect(ask(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
    await server.start()
    expect(await ask(url, 'select * from kept')).toEqual([])
    expect(await ask(url, 'show fsync')).toEqual([{ fsync: 'on' }])
  },
)

async function ask(connectionString: string, sql: string): Promise<unknown[]> {
  const client = new Client({ connectionString })
  await client.connect()
  try {
    return (await client.query(sql)).rows
  } finally {
    await client.end()
  }
}
