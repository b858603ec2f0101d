/**
 * What it costs that a commit is on the disk: the same single-row inserts with every flush and with none, in turns in one
 * run, straight in the engine. The disk's own part is measured beside it: a page written and flushed.
 */
import { closeSync, fdatasyncSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openEngine } from '../src/core/database/embedded/engine.ts'
import { percentile, report, rounded } from './support/figures.ts'

const rounds = 400
const folder = mkdtempSync(join(tmpdir(), 'hearth-bench-flush-'))
const flushed = await openEngine(join(folder, 'flushed'))
const unflushed = await openEngine(join(folder, 'unflushed'), () => {})
for (const engine of [flushed, unflushed]) await engine.exec('create table kept (n int, text text)')
const page = Buffer.alloc(8_192, 1)
const file = openSync(join(folder, 'file'), 'w+')
for (let at = 0; at < rounds; at += 1) writeSync(file, page, 0, page.length, at * page.length)
fsyncSync(file)

const taken = {
  flushed: [] as number[],
  unflushed: [] as number[],
  fsync: [] as number[],
  fdatasync: [] as number[],
}
for (let round = -20; round < rounds; round += 1) {
  const insert = (engine: typeof flushed) => () =>
    engine.query('insert into kept values ($1, $2)', [round, 'x'.repeat(200)])
  const write = (flush: (file: number) => void) => async () => {
    writeSync(file, page, 0, page.length, Math.max(0, round) * page.length)
    flush(file)
  }
  const ways = {
    flushed: insert(flushed),
    unflushed: insert(unflushed),
    fsync: write(fsyncSync),
    fdatasync: write(fdatasyncSync),
  }
  for (const [way, work] of Object.entries(ways)) {
    const start = performance.now()
    await work()
    if (round >= 0) taken[way as keyof typeof taken].push(performance.now() - start)
  }
}
await flushed.close()
await unflushed.close()
closeSync(file)
rmSync(folder, { recursive: true })

const at = (way: keyof typeof taken, share: number): number => rounded(percentile(taken[way], share), 3)
report('flush', {
  rounds,
  commitP50Ms: at('flushed', 0.5),
  commitP95Ms: at('flushed', 0.95),
  unflushedP50Ms: at('unflushed', 0.5),
  unflushedP95Ms: at('unflushed', 0.95),
  fsyncP50Ms: at('fsync', 0.5),
  fsyncP95Ms: at('fsync', 0.95),
  fdatasyncP50Ms: at('fdatasync', 0.5),
  fdatasyncP95Ms: at('fdatasync', 0.95),
})
