import { randomUUID } from 'node:crypto'
import { beforeAll, expect, inject, test } from 'vitest'
import { askServer, makeDatabase } from '../../tests/support/postgres-server.ts'
import { openAssistant } from '../core/assistant.ts'
import { silentLog as log } from '../core/log.ts'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { makeServerReader } from './reader.ts'
import { testSession } from './test-session.ts'

let databaseUrl: string
beforeAll(async () => {
  databaseUrl = await makeDatabase(inject('databaseServer')!)
  await using folder = await makeDataFolder()
  await using _ = await openAssistant({ dataFolder: folder.path, databaseUrl, log })
})

const as = (user: string, password: string): string =>
  Object.assign(new URL(databaseUrl), { username: user, password }).href

/** A session that works on this server. */
function sessionOn(url: string | undefined, json = false) {
  const session = testSession('/nowhere', { json })
  const { terminal } = session
  const surroundings = { ...terminal.surroundings, env: { DATABASE_URL: url } }
  return { ...session, terminal: { ...terminal, surroundings } }
}

const whoReads = (url: string): Promise<{ current_user: string }[]> =>
  askServer(url, 'select current_user from conversation right join (select 1) as one on true')

test('a role is made that can log in and read; made again, it has another password', async () => {
  const first = sessionOn(databaseUrl)
  expect(await makeServerReader(first, {})).toBe(0)
  const [, address = ''] = /^DATABASE_READ_URL='(.*)'\n$/.exec(first.stdout()) ?? []
  const name = `${new URL(databaseUrl).pathname.slice(1)}_reader`
  expect(await whoReads(address)).toEqual([{ current_user: name }])
  await expect(askServer(address, 'select from folder_grant')).rejects.toThrow('permission denied')
  await expect(askServer(address, 'create temp table t as select 1')).rejects.toThrow('read-only')

  const second = sessionOn(databaseUrl, true)
  expect(await makeServerReader(second, {})).toBe(0)
  const made = JSON.parse(second.stdout())
  expect(made.role).toBe(name)
  expect(await whoReads(made.databaseReadUrl)).toHaveLength(1)
  await expect(whoReads(address)).rejects.toThrow('password authentication failed')
})

test('who may make no roles is told so, and gets what another one can run, without the password in it', async () => {
  const user = `writer_${randomUUID().slice(0, 8)}`
  await askServer(databaseUrl, `create role ${user} login password 'w'`)
  const role = `${user}_reader`
  await expect(makeServerReader(sessionOn(as(user, 'w')), { role })).rejects.toMatchObject({
    code: 'forbidden',
    message: expect.stringContaining('hearth db reader --sql'),
  })
  const printed = sessionOn(as(user, 'w'))
  expect(await makeServerReader(printed, { role, sql: true })).toBe(0)
  const [, address = ''] = /DATABASE_READ_URL='(.*)'/.exec(printed.stderr()) ?? []
  expect(printed.stdout()).not.toContain(new URL(address).password)
  await askServer(databaseUrl, printed.stdout())
  expect(await whoReads(address)).toEqual([{ current_user: role }])
})

test('a role that somebody made for something else keeps its password', async () => {
  const role = `theirs_${randomUUID().slice(0, 8)}`
  await askServer(databaseUrl, `create role ${role} login password 'theirs'`)
  await expect(makeServerReader(sessionOn(databaseUrl), { role })).rejects.toThrow('not made for this')
  await askServer(as(role, 'theirs'), 'select 1')
})

test('where everybody may write, the role is made, and said that it cannot be used yet', async () => {
  await askServer(databaseUrl, 'grant create on schema public to public')
  const session = sessionOn(databaseUrl)
  expect(await makeServerReader(session, {})).toBe(1)
  expect(session.stdout()).toContain('DATABASE_READ_URL=')
  expect(session.stderr()).toContain('It cannot be used yet. The role')
  await askServer(databaseUrl, 'revoke create on schema public from public')
})

test('without a server, on one without our tables, and with a name that is none, nothing is made', async () => {
  await expect(makeServerReader(sessionOn(undefined), {})).rejects.toThrow('names no database server')
  const empty = await makeDatabase(databaseUrl)
  await expect(makeServerReader(sessionOn(empty), {})).rejects.toThrow('Open Hearth on it once')
  const role = `${new URL(empty).pathname.slice(1)}_reader`
  expect(await askServer(empty, 'select from pg_roles where rolname = $1', [role])).toEqual([])
  await expect(makeServerReader(sessionOn(databaseUrl), { role: 'A b' })).rejects.toThrow('small letters')
})
