import { randomUUID } from 'node:crypto'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import type { Action } from '../../src/core/actions/action.ts'
import type { Actions } from '../../src/core/actions/actions.ts'
import { bindStep } from '../../src/core/actions/bound-step.ts'
import { fileActions, makeCatalogue } from '../../src/core/actions/catalogue.ts'
import { findSandbox } from '../../src/core/actions/commands/sandbox.ts'
import type { Place } from '../../src/core/actions/place.ts'
import { runCommandAction } from '../../src/core/actions/run-command.ts'
import { folderItReads } from '../../src/core/actions/what-it-reads.ts'
import { systemClock } from '../../src/core/clock.ts'
import type { Database, OpenDatabase } from '../../src/core/database/database.ts'
import { insertMessage } from '../../src/core/database/queries/messages.ts'
import { findRun } from '../../src/core/database/queries/runs.ts'
import { saveMessage } from '../../src/core/database/queries/turns.ts'
import { createEventHub } from '../../src/core/event-hub.ts'
import { silentLog } from '../../src/core/log.ts'
import { planned } from '../../src/core/orchestrator/plan/write-request.ts'
import { proposeRest } from '../../src/core/orchestrator/requests/propose-rest.ts'
import { createRuns, type EndedRun, type Runs } from '../../src/core/orchestrator/runs.ts'
import type { RunRoom } from '../../src/core/orchestrator/run/journal.ts'
import type { EventListener, HearthEvent } from '../../src/shared/events.ts'
import type { RequestMessage } from '../../src/shared/message.ts'
import type { PlannedAction } from '../../src/shared/request.ts'
import { makeActionPlace, type ActionPlace } from './action-place.ts'

/** Real actions on real folders, with commands as this system runs them without a sandbox, and others of the test's own. */
async function makeActions(
  place: () => Promise<Place>,
  root: string,
  own: readonly Action[] = [],
): Promise<Actions> {
  const temporary = join(root, 'temporary')
  mkdirSync(temporary, { recursive: true })
  const command = runCommandAction({
    sandbox: () => findSandbox('win32'),
    env: { PATH: '/usr/local/bin:/usr/bin:/bin', HOME: root },
    platform: process.platform,
    temporary,
  })
  const names = new Set(own.map(({ name }) => name))
  const others = [...fileActions, command].filter(({ name }) => !names.has(name))
  return {
    catalogue: makeCatalogue([...others, ...own]),
    place,
    allows: async () => false,
    folderOf: async (step) => folderItReads(step, await place()),
  }
}

export type Named = readonly [action: string, args: unknown]

/** A plan of these actions, as it is stored; ids count from 1. */
export async function planOf(actions: Actions, named: readonly Named[]): Promise<PlannedAction[]> {
  const place = await actions.place()
  return Promise.all(
    named.map(async ([name, args], at) => {
      const bound = await bindStep(actions.catalogue.get(name)!.prepare(args), place)
      return planned(String(at + 1), bound, place, false)
    }),
  )
}

/** Stores a request as a person leaves it who has said yes. A new conversation where none is named. */
export async function saveRequest(
  db: Database,
  actions: readonly PlannedAction[],
  { conversationId, status = 'approved' }: { conversationId?: string; status?: 'pending' | 'approved' } = {},
): Promise<RequestMessage> {
  const now = new Date()
  const id = conversationId ?? randomUUID()
  if (conversationId === undefined)
    await saveMessage(db, {
      message: {
        id: randomUUID(),
        conversationId: id,
        role: 'user',
        content: 'Do it',
        messageType: 'text',
        metadata: null,
        now,
      },
      title: 'Do it',
      numCtx: 2_048,
      model: null,
    })
  return insertMessage<RequestMessage>(db, {
    id: randomUUID(),
    conversationId: id,
    role: 'assistant',
    content: 'What will be done',
    messageType: 'agent_request',
    metadata: {
      summary: 'What will be done',
      actions: [...actions],
      destructive: actions.some(({ risk }) => risk === 'destructive'),
      digest: 'of the plan',
      status,
      ...(status === 'approved' && { answeredAt: now.toISOString(), approvedBy: 'person' }),
    },
    now,
  })
}

type RunWorld = Pick<ActionPlace, 'root' | 'granted' | 'place'> & Disposable

export interface RunStage extends AsyncDisposable {
  readonly world: RunWorld
  readonly db: Database
  readonly runs: Runs
  readonly actions: Actions
  readonly events: HearthEvent[]
  /** Folders that are granted from now on. */
  grant(folders: readonly string[]): void
  /** Returns what stops listening. */
  listen(listener: EventListener): () => void
  /** Resolves with the first event, of those that come from now on, that fits. */
  heard(fits: (event: HearthEvent) => boolean): Promise<HearthEvent>
  /** Plans, approves and starts. */
  begin(
    named: readonly Named[],
  ): Promise<{ request: RequestMessage; runId: string; ended: Promise<EndedRun> }>
  stored(runId: string): Promise<NonNullable<Awaited<ReturnType<typeof findRun>>>>
  /** As a restart does, on the same database: what was under way is forgotten. */
  anew(): Runs
}

export interface RunStageOptions {
  readonly store: OpenDatabase
  readonly own?: readonly Action[]
  /** Cleared away with the stage. */
  readonly world?: RunWorld
  readonly change?: (room: RunRoom) => RunRoom
}

/** Runs on a real database, with a granted folder of their own. */
export async function setRunStage({
  store,
  own,
  world = makeActionPlace(),
  change = (room) => room,
}: RunStageOptions): Promise<RunStage> {
  let granted: readonly string[] = [world.granted]
  const events: HearthEvent[] = []
  const hub = createEventHub(silentLog)
  hub.listen((event) => void events.push(event))
  const actions = await makeActions(async () => ({ ...world.place, granted }), world.root, own)
  const { db, shared = null } = store
  const room = change({ db, shared, events: hub, clock: systemClock, newId: randomUUID, log: silentLog })
  const make = (): Runs =>
    createRuns({
      room,
      actions,
      dataFolder: world.place.dataFolder,
      propose: (rest, from) => proposeRest({ ...room, actions }, rest, from),
    })
  const runs = make()
  return {
    world,
    db,
    runs,
    actions,
    events,
    anew: make,
    grant: (folders) => (granted = folders),
    listen: hub.listen,
    async heard(fits) {
      const { promise, resolve } = Promise.withResolvers<HearthEvent>()
      const stop = hub.listen((event) => fits(event) && resolve(event))
      return promise.finally(stop)
    },
    async begin(named) {
      const request = await saveRequest(db, await planOf(actions, named))
      const { run, ended } = runs.start(request)
      return { request, runId: run.id, ended }
    },
    stored: async (runId) => (await findRun(db, runId))!,
    async [Symbol.asyncDispose]() {
      await runs.close()
      world[Symbol.dispose]()
    },
  }
}
