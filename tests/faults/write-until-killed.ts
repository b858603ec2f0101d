/**
 * A process that checks what an earlier one left and goes on with the loads until it is killed. It tells on its standard
 * output, at once and before anything else, `LOAD:N`: the last write of a load that is there, then each that was
 * acknowledged.
 */
import { writeSync } from 'node:fs'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog } from '../../src/core/log.ts'
import { findState } from './load.ts'
import type { Writing } from './writer.ts'

const { dataFolder, seed, acknowledged } = JSON.parse(process.argv[2] ?? '') as Writing
const say = (words: string): void => void writeSync(1, `${words}\n`)

const { db, close } = await openDatabase({ dataFolder, log: silentLog })
const loads = await Promise.all(acknowledged.map((last, own) => findState(db, { seed, own, last })))
say(loads.map(({ last }, own) => `${own}:${last}`).join('\n'))
say('checked')

const stopping = new AbortController()
process.on('SIGTERM', () => stopping.abort())
await Promise.all(
  loads.map(async ({ load, last }, own) => {
    for (let number = last + 1; !stopping.signal.aborted; number += 1) {
      await load.next()(db)
      say(`${own}:${number}`)
    }
  }),
)
say('closing')
await close()
say('closed')
process.exit()
