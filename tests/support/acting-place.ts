import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import type { ActionOutcome, Execution, Step } from '../../src/core/actions/action.ts'
import type { Actions } from '../../src/core/actions/actions.ts'
import { createActions } from '../../src/core/actions/create.ts'
import { createActionStore } from '../../src/core/action-store.ts'
import { systemClock } from '../../src/core/clock.ts'
import type { OpenDatabase } from '../../src/core/database/database.ts'
import { insertMessage } from '../../src/core/database/queries/messages.ts'
import { addReminder } from '../../src/core/database/queries/reminders.ts'
import { saveMessage } from '../../src/core/database/queries/turns.ts'
import type { Desktop } from '../../src/core/desktop.ts'
import { createEventHub } from '../../src/core/event-hub.ts'
import { createFolders, type Folders } from '../../src/core/folders.ts'
import { createMemory } from '../../src/core/memory/create-memory.ts'
import { createRemember, createTakeBack } from '../../src/core/memory/remember.ts'
import { silentLog as log } from '../../src/core/log.ts'
import type { HearthEvent } from '../../src/shared/events.ts'
import type { PlannedAction } from '../../src/shared/request.ts'
import { makeActionPlace, type ActionPlace } from './action-place.ts'
import { openTestStore } from './store.ts'
import { testSettings } from './test-settings.ts'

/** All actions on a real database, with a desktop that only writes down what it is asked for. */
export interface ActingPlace extends AsyncDisposable {
  readonly files: ActionPlace
  readonly store: OpenDatabase
  readonly actions: Actions
  readonly folders: Folders
  readonly events: HearthEvent[]
  /** What the desktop was asked for. */
  readonly asked: string[]
  readonly conversationId: string
  prepare(name: string, args: unknown): Step
  act(name: string, args: unknown, change?: Partial<Execution>): Promise<ActionOutcome>
  say(content: string, role?: 'user' | 'assistant'): Promise<void>
  /** Stores a plan. Returns its id. */
  plan(actions: readonly PlannedAction[]): Promise<string>
}

export async function makeActingPlace(options: { desktop?: boolean } = {}): Promise<ActingPlace> {
  const files = makeActionPlace()
  const store = await openTestStore()
  const { db } = store
  const { home, dataFolder, platform, newId } = files.place
  const computer = `here:${dataFolder}`
  const hub = createEventHub(log)
  const events: HearthEvent[] = []
  hub.listen((event) => events.push(event))
  const asked: string[] = []
  const desktop: Desktop = {
    trash: null,
    openPath: async (path) => void asked.push(`open ${path}`),
    openAddress: async (url) => void asked.push(`address ${url}`),
    readClipboard: async () => 'copied',
    writeClipboard: async (text) => void asked.push(`write ${text}`),
    tellReminder: (told) => void asked.push(`reminder ${JSON.stringify(told)}`),
  }
  const actions = createActions({
    store: createActionStore(db, computer, {
      ask: store.ask,
      isOnServer: store.shared !== undefined,
      memory: {
        ...createMemory(
          {
            db,
            events: hub,
            history: { forget: () => undefined },
            clock: systemClock,
            log,
            settings: testSettings(),
          },
          store,
        ),
        remember: createRemember({ db, events: hub }),
        takeBack: createTakeBack({ db, events: hub, erasing: store.erasing }),
      },
      search: store.search,
      exports: { shared: store.shared ?? null, clock: systemClock, version: '1.2.3' },
      remind: (reminder) => addReminder(db, { id: newId(), ...reminder, now: new Date() }),
    }),
    dataFolder,
    home,
    env: {},
    platform,
    temporary: tmpdir(),
    desktop: (options.desktop ?? true) ? desktop : null,
    network: async () => false,
    clock: systemClock,
    newId,
    log,
  })
  const folders = createFolders({
    db,
    events: hub,
    clock: systemClock,
    computer,
    home,
    dataFolder,
    platform,
    actions,
  })
  const conversationId = randomUUID()
  const rest = { conversationId, messageType: 'text', metadata: null } as const
  await saveMessage(db, {
    message: { ...rest, id: newId(), role: 'user', content: 'Hello', now: new Date() },
    title: 'A talk',
    numCtx: 1,
    model: null,
  })
  const prepare = (name: string, args: unknown): Step => {
    const action = actions.catalogue.get(name)
    if (!action) throw new Error(`No action ${name}`)
    return action.prepare(args)
  }
  return {
    files,
    store,
    actions,
    folders,
    events,
    asked,
    conversationId,
    prepare,
    async act(name, args, change) {
      const place = await actions.place()
      const step = prepare(name, args)
      const seen = await step.takes(place)
      return step.execute({ ...files.execution, place, conversationId, seen, ...change })
    },
    async say(content, role = 'user') {
      await insertMessage(db, { ...rest, id: newId(), role, content, now: new Date() })
    },
    async plan(planned) {
      const metadata = {
        summary: 'A plan',
        actions: [...planned],
        destructive: false,
        digest: 'x',
        status: 'pending' as const,
      }
      const { id } = await insertMessage(db, {
        id: newId(),
        conversationId,
        role: 'assistant',
        content: '',
        messageType: 'agent_request',
        metadata,
        now: new Date(),
      })
      return id
    },
    async [Symbol.asyncDispose]() {
      files[Symbol.dispose]()
      await store.close()
    },
  }
}
