import { fsyncSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../../../../tests/support/data-folder.ts'
import { openEngine } from './engine.ts'

test('every commit is flushed to the disk before it is acknowledged', async () => {
  await using folder = await makeDataFolder()
  let flushes = 0
  const engine = await openEngine(join(folder.path, 'postgres'), (file) => {
    flushes += 1
    fsyncSync(file)
  })
  await engine.exec('create table kept (n int)')
  for (let n = 0; n < 20; n += 1) {
    const before = flushes
    await engine.query('insert into kept values ($1)', [n])
    expect(flushes).toBeGreaterThan(before)
  }
  await engine.close()
})
