import { randomUUID } from 'node:crypto'
import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ActionOutcome, Execution, Step } from '../../src/core/actions/action.ts'
import { fileActions, makeCatalogue } from '../../src/core/actions/catalogue.ts'
import type { Place } from '../../src/core/actions/place.ts'
import { systemClock } from '../../src/core/clock.ts'
import { silentLog } from '../../src/core/log.ts'

export interface ActionPlace extends Disposable {
  /** All that is in the test's world. */
  readonly root: string
  /** The one granted folder. */
  readonly granted: string
  readonly place: Place
  readonly execution: Execution
  /** A step of a file action. */
  prepare(name: string, args: unknown): Step
  /** Carries one out. */
  act(name: string, args: unknown, change?: Partial<Execution>): Promise<ActionOutcome>
}

/** A home with a granted folder and Hearth's data in a temporary place, or in one that is given. */
export function makeActionPlace(change: Partial<Place> = {}, within = tmpdir()): ActionPlace {
  const root = realpathSync(mkdtempSync(join(within, 'hearth-actions-')))
  const home = join(root, 'home')
  const granted = join(home, 'project')
  const dataFolder = join(home, '.config', 'Hearth')
  for (const folder of [granted, dataFolder]) mkdirSync(folder, { recursive: true })
  const place: Place = {
    granted: [granted],
    dataFolder,
    undoFolder: join(dataFolder, 'undo'),
    home,
    platform: process.platform,
    clock: systemClock,
    newId: randomUUID,
    log: silentLog,
    trash: null,
    cancelReminder: async () => false,
    takeBackFact: async () => false,
    ...change,
  }
  const execution: Execution = {
    place,
    conversationId: null,
    signal: new AbortController().signal,
    progress: () => {},
  }
  const catalogue = makeCatalogue(fileActions)
  return {
    root,
    granted,
    place,
    execution,
    prepare(name, args) {
      const action = catalogue.get(name)
      if (!action) throw new Error(`No action ${name}`)
      return action.prepare(args)
    },
    async act(name, args, other) {
      return this.prepare(name, args).execute({ ...execution, ...other })
    },
    [Symbol.dispose]: () => rmSync(root, { recursive: true, force: true }),
  }
}
