/**
 * What core adds to a run: from an action's progress to the event that tells of it, with 10,000 of them at a pace and at
 * once, and how often the row is written meanwhile; how long a stop takes for a command that ignores SIGTERM and has
 * children. Bounds: 50 ms p95 from the step to the paint (of which this is core's part), 2 s for a stop.
 * `run-window` has the way to the paint.
 */
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { z } from 'zod'
import { defineAction, type Execution } from '../src/core/actions/action.ts'
import { openDatabase } from '../src/core/database/open.ts'
import { silentLog } from '../src/core/log.ts'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { setRunStage } from '../tests/support/run-stage.ts'
import { percentile, report, rounded } from './support/figures.ts'

const events = 10_000
const stops = Number(process.argv[2] ?? 7)

/** When the event that ends at each offset was sent, by the monotonic clock. */
let sent: number[] = []
let pace: 'paced' | 'at once' = 'paced'
const line = 'one line of what a step gives out\n'

const speak = defineAction({
  name: 'speak',
  description: 'Gives out many lines.',
  input: z.strictObject({}),
  risk: () => 'read',
  undo: 'no',
  summarize: () => 'Speak.',
  async execute(_, { progress }: Execution) {
    for (let at = 0; at < events; at += 1) {
      sent.push(performance.now())
      progress({ type: 'output', text: line })
      // About a thousand a second, in small bursts, as programs print.
      if (pace === 'paced' && at % 5 === 4) await delay(5)
    }
    return { summary: 'Spoke.' }
  },
})

await using folder = await makeDataFolder()
const store = await openDatabase({ dataFolder: folder.path, log: silentLog })
const stage = await setRunStage({ store, own: [speak] })

interface Speech {
  readonly p95Ms: number
  readonly maxMs: number
  readonly told: number
  readonly writes: number
  readonly totalMs: number
}

async function measureSpeech(how: typeof pace): Promise<Speech> {
  pace = how
  sent = []
  const waits: number[] = []
  let told = 0
  let writes = 0
  const stop = stage.listen((event) => {
    if (event.type === 'run.output') {
      const now = performance.now()
      told += 1
      for (let at = event.offset; at < event.offset + event.text.length; at += line.length)
        waits.push(now - (sent[at / line.length] ?? now))
    }
    if (event.type === 'message.saved' && event.message.messageType === 'agent_progress') writes += 1
  })
  const begun = performance.now()
  const { ended } = await stage.begin([['speak', {}]])
  await ended
  stop()
  if (waits.length !== events) throw new Error(`Of ${events} lines ${waits.length} were told.`)
  const totalMs = performance.now() - begun
  return { p95Ms: percentile(waits, 0.95), maxMs: Math.max(...waits), told, writes, totalMs }
}

/** Milliseconds from the stop until all of the command's processes are gone, and until the run has its result. */
async function measureStop(round: number): Promise<{ readonly goneMs: number; readonly endedMs: number }> {
  const pids = join(stage.world.granted, `pids-${round}`)
  const command = `trap '' TERM; (trap '' TERM; setsid sleep 300 & echo $! >> ${pids}; wait) & echo $! >> ${pids}; echo $$ >> ${pids}; while :; do sleep 300; done`
  const { runId, ended } = await stage.begin([['run_command', { command: [command], shell: true }]])
  const started = (): string[] =>
    existsSync(pids) ? readFileSync(pids, 'utf8').split('\n').filter(Boolean) : []
  while (started().length < 3) await delay(20)
  const all = started()
  const asked = performance.now()
  const since = (): number => performance.now() - asked
  const end = ended.then(since)
  await stage.runs.stop(runId)
  while (all.some(isRunning)) await delay(10)
  return { goneMs: since(), endedMs: await end }
}

function isRunning(pid: string): boolean {
  if (!existsSync(`/proc/${pid}/stat`)) return false
  return !/\) [ZX] /.test(readFileSync(`/proc/${pid}/stat`, 'utf8'))
}

const paced = await measureSpeech('paced')
const atOnce = await measureSpeech('at once')
const stopped: Awaited<ReturnType<typeof measureStop>>[] = []
for (let round = 0; round < stops; round += 1) stopped.push(await measureStop(round))
await stage[Symbol.asyncDispose]()
await store.close()

const gone = stopped.map(({ goneMs }) => goneMs)
const ended = stopped.map(({ endedMs }) => endedMs)
report('run', {
  progressEvents: events,
  eventP95Ms: rounded(paced.p95Ms),
  eventMaxMs: rounded(paced.maxMs),
  told: paced.told,
  rowWrites: paced.writes,
  seconds: rounded(paced.totalMs / 1_000),
  atOnceEventP95Ms: rounded(atOnce.p95Ms),
  atOnceTold: atOnce.told,
  atOnceRowWrites: atOnce.writes,
  atOnceMs: rounded(atOnce.totalMs),
  stops,
  stopMedianMs: rounded(percentile(gone, 0.5)),
  stopMaxMs: rounded(Math.max(...gone)),
  endedMedianMs: rounded(percentile(ended, 0.5)),
  endedMaxMs: rounded(Math.max(...ended)),
})
