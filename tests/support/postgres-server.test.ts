import { expect, test } from 'vitest'
import { askServer, startPostgres } from './postgres-server.ts'

test('a server of its own keeps its databases over a stop and start', async () => {
  await using server = await startPostgres()
  const url = await server.makeDatabase()
  await askServer(url, 'create table kept (n int)')
  await server.stop()
  await expect(askServer(url, 'select 1')).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await server.start()
  expect(await askServer(url, 'select * from kept')).toEqual([])
  expect(await askServer(url, 'show fsync')).toEqual([{ fsync: 'on' }])
})
