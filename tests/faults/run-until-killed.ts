/**
 * A process that carries out the plan it is given and kills itself at one point of the journal, as `kill -9` does: no
 * handler runs, nothing is flushed.
 */
import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { defineAction, type Action } from '../../src/core/actions/action.ts'
import { writeFile } from '../../src/core/actions/files/write-file.ts'
import { systemClock } from '../../src/core/clock.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog } from '../../src/core/log.ts'
import { planOf, saveRequest, setRunStage } from '../support/run-stage.ts'
import type { Killing } from './run-kills.ts'

const { dataFolder, root, granted, place, point, plan } = JSON.parse(process.argv[2] ?? '') as Killing

const die = (): never => {
  process.kill(process.pid, 'SIGKILL')
  for (;;);
}

/** The second step is carried out by the real action, with death at its side. */
const mortal: Action = {
  ...writeFile,
  prepare(raw) {
    const step = writeFile.prepare(raw)
    const isSecond = (step.arguments['path'] as string).endsWith('b.txt')
    return {
      ...step,
      async execute(execution) {
        const progress: typeof execution.progress = (event) => {
          if (isSecond && point === 'in step 2') die()
          execution.progress(event)
        }
        const outcome = await step.execute({ ...execution, progress })
        if (isSecond && point === 'step 2 done, not written') die()
        return outcome
      },
    }
  },
}
const speaking = defineAction({
  name: 'speak',
  description: 'Says something and does not end.',
  input: z.strictObject({}),
  risk: () => 'change',
  undo: 'no',
  summarize: () => 'Speak.',
  execute: async (_, { progress }) => {
    progress({ type: 'output', text: 'Here I am' })
    return new Promise(() => {})
  },
})

const store = await openDatabase({ dataFolder, log: silentLog })
const stage = await setRunStage({
  store,
  own: [mortal, speaking],
  world: {
    root,
    granted,
    place: { ...place, clock: systemClock, newId: randomUUID, log: silentLog, trash: null },
    [Symbol.dispose]: () => {},
  },
  change(room) {
    room.events.listen((event) => {
      if (event.type === 'run.ended' && point === 'run told as ended') die()
      if (event.type === 'run.changed' && point === `step ${event.run.actionId} about to begin`) die()
      if (event.type !== 'message.saved') return
      const { messageType, metadata } = event.message
      if (messageType === 'agent_request' && point === 'run claimed') die()
      if (messageType === 'agent_result' && point === 'result written') die()
      if (messageType === 'agent_progress' && point === `step ${metadata?.actionId} ${metadata?.state}`) die()
    })
    return room
  },
})
const request = await saveRequest(store.db, await planOf(stage.actions, plan))
if (point === 'approved') die()
await stage.runs.start(request).ended
process.exit(3)
