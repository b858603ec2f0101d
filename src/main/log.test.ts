import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openLog } from './log.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-log-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const now = () => new Date(Date.UTC(2026, 0, 2))

test('a line is JSON, with an error whole', () => {
  const log = openLog({ folder: join(folder, 'logs'), now })
  const error = Object.assign(new Error('outer', { cause: new Error('inner') }), { code: 'E1' })
  log.error('request.bug', { name: 'turn.start', error })
  const line: unknown = JSON.parse(readFileSync(join(folder, 'logs', 'hearth.log'), 'utf8'))
  expect(line).toMatchObject({
    time: '2026-01-02T00:00:00.000Z',
    level: 'error',
    event: 'request.bug',
    name: 'turn.start',
    error: { message: 'outer', code: 'E1', stack: expect.any(String), cause: { message: 'inner' } },
  })
})

test('a full file makes room, and only so many older ones stay', () => {
  const log = openLog({ folder, now, maxSize: 160, keep: 2 })
  for (let count = 1; count <= 8; count += 1) log.info('event', { count })
  const last = (file: string): unknown =>
    JSON.parse(readFileSync(join(folder, file), 'utf8').trim().split('\n').at(-1)!)
  expect(readdirSync(folder).sort()).toEqual(['hearth.1.log', 'hearth.2.log', 'hearth.log'])
  expect(last('hearth.log')).toMatchObject({ count: 8 })
  expect(last('hearth.1.log')).toMatchObject({ count: 6 })
})

test('a log that cannot be written says so once and throws nothing', () => {
  writeFileSync(join(folder, 'file'), '')
  const echoed: string[] = []
  const log = openLog({ folder: join(folder, 'file', 'logs'), echo: (line) => echoed.push(line) })
  log.info('one')
  log.info('two')
  expect(echoed).toHaveLength(2)
})

test('what contains itself is still a line', () => {
  const log = openLog({ folder, now })
  const loop: Record<string, unknown> = { big: 10n }
  loop['self'] = loop
  log.warn('loop', { loop })
  expect(readFileSync(join(folder, 'hearth.log'), 'utf8')).toContain('"big":"10"')
})
