import { randomUUID } from 'node:crypto'
import { hostname } from 'node:os'
import type { StartedTurn } from '../shared/contract.ts'
import type { EventListener } from '../shared/events.ts'
import type { Model, OllamaStatus } from '../shared/model.ts'
import type { MeaningState, SearchPage, SearchQuery } from '../shared/search.ts'
import type { TurnEnd } from '../shared/turn.ts'
import { openActing } from './acting.ts'
import type { Actions } from './actions/actions.ts'
import { systemClock, type Clock } from './clock.ts'
import { createConversations, type Conversations } from './conversations.ts'
import { openDatabase } from './database/open.ts'
import type { Snapshots } from './database/snapshots/snapshots.ts'
import type { Desktop } from './desktop.ts'
import { createEventHub } from './event-hub.ts'
import type { Folders } from './folders.ts'
import { silentLog, type Log } from './log.ts'
import { watchModelServer } from './model-watch.ts'
import type { ModelCare } from './models/care.ts'
import { optionsOf, withOptions } from './models/model-options.ts'
import { openModels } from './models/open-models.ts'
import type { Pulls } from './models/pulls.ts'
import type { ModelServer } from './ollama/model-server.ts'
import type { NetworkSwitch } from './network-switch.ts'
import { openOllama } from './ollama/open.ts'
import { createNewDraft, type NewDraft } from './new-draft.ts'
import { createFollowUps } from './orchestrator/follow-ups.ts'
import { createHistory, forgetWhatChanges } from './orchestrator/history.ts'
import { createIdleQueue } from './orchestrator/idle-queue.ts'
import { proposeRest } from './orchestrator/requests/propose-rest.ts'
import { createRequests, type Requests } from './orchestrator/requests/requests.ts'
import type { Room } from './orchestrator/room.ts'
import type { Propose } from './orchestrator/run/go-on.ts'
import { createRuns, type Runs } from './orchestrator/runs.ts'
import { createSummaries } from './orchestrator/summarize.ts'
import { createTitles } from './orchestrator/title.ts'
import { obey } from './orchestrator/obey.ts'
import { createTurns } from './orchestrator/turns.ts'
import { openMeaning } from './meaning/open-meaning.ts'
import { createMemory } from './memory/create-memory.ts'
import type { Memory } from './memory/memory.ts'
import { openRemembering } from './remembering.ts'
import type { Reminders } from './reminders.ts'
import { shareChanges } from './shared-changes.ts'
import { createRemoveForGood } from './remove-for-good.ts'
import { openSettings, type SettingsRoom } from './settings.ts'
import type { StoreFiles } from './store-files.ts'
import { considerTurn, settleWork } from './turn-ends.ts'
import { watchTemporary } from './temporary.ts'
import { tidy } from './tidy.ts'
import { createTransfer } from './transfer/create-transfer.ts'
import type { Transfer } from './transfer/transfer.ts'

export interface StartTurn {
  readonly turnId: string
  /** A new id begins a conversation. */
  readonly conversationId: string
  readonly text: string
  readonly model?: string | undefined
  /** For a new conversation: it leaves nothing behind. */
  readonly temporary?: boolean | undefined
}

export interface AnswerAgain {
  readonly turnId: string
  readonly messageId: string
  readonly model?: string | undefined
}

export interface EditMessage extends AnswerAgain {
  readonly text: string
}

/** A turn that has begun: the person's message is on disk. `ended` never rejects for a failure of the model. */
export interface Turn extends StartedTurn {
  readonly ended: Promise<TurnEnd>
}

/** The assistant: the desktop app, the command line and the tests all stand on this. */
export interface Assistant extends AsyncDisposable {
  readonly conversations: Conversations & NewDraft
  /** Null on a server, whose backups are its own. */
  readonly snapshots: Snapshots | null
  readonly requests: Requests
  readonly runs: Omit<Runs, 'start' | 'settled' | 'recover' | 'close'>
  readonly folders: Folders
  readonly network: NetworkSwitch
  readonly settings: SettingsRoom
  /** Downloads of models. */
  readonly pulls: Pulls
  readonly modelCare: ModelCare
  readonly reminders: Reminders
  readonly memory: Memory
  readonly transfer: Transfer
  /** Over messages, what is remembered, plans and results. */
  search(query: SearchQuery, signal?: AbortSignal): Promise<SearchPage>
  /** Whether search also finds what means the same in other words. */
  meaning(): Promise<MeaningState>
  status(): Promise<OllamaStatus>
  models(): Promise<readonly Model[]>
  /** Whether a message can only be answered by a model. */
  needsModel(text: string): boolean
  /** Resolves when the person's message is durable. Throws for bad input; a failing model is told by `ended`. */
  startTurn(input: StartTurn): Promise<Turn>
  regenerate(input: AnswerAgain): Promise<Turn>
  editMessage(input: EditMessage): Promise<Turn>
  /** Stops at once, before the first token too. A turn that is unknown or over is no error. */
  stopTurn(turnId: string): Promise<void>
  /** The window is gone, and with it the temporary chats: each is deleted once nothing is under way in it. */
  leaveTemporary(): Promise<void>
  /** Returns what stops listening. */
  onEvent(listener: EventListener): () => void
  close(): Promise<void>
}

export interface AssistantOptions {
  /** Absolute. Made when missing, readable by its owner only. */
  readonly dataFolder: string
  /** The value of DATABASE_URL: a Postgres server to be used in the place of the embedded database. */
  readonly databaseUrl?: string | undefined
  /** The value of DATABASE_READ_URL: the same server's database, as a role that can only read, for questions in SQL. */
  readonly databaseReadUrl?: string | undefined
  /** The value of OLLAMA_HOST, in every form Ollama's own client takes. */
  readonly ollamaHost?: string | undefined
  /** Another model server than Ollama, for tests. */
  readonly server?: ModelServer | undefined
  /** Looks at the model server regularly and tells of changes: for a window that stays open. */
  readonly watchModelServer?: boolean | undefined
  /** What a desktop can do for actions; null in a terminal. */
  readonly desktop?: Desktop | null | undefined
  readonly log?: Log | undefined
  readonly clock?: Clock | undefined
  readonly newId?: (() => string) | undefined
  /** Other actions than Hearth's own, for tests. */
  readonly actions?: Actions | undefined
  /** Another way to carry requests out, for tests. */
  readonly runs?: Runs | undefined
  /** Of Hearth: exports name it. */
  readonly version?: string | undefined
  /** The program's own files for the store, where they are not the sources. */
  readonly storeFiles?: StoreFiles | undefined
}

/**
 * Opens everything that the assistant stands on. Throws `already_open`, `data_folder`, `disk_full`, `invalid_input` for a
 * DATABASE_URL that is none, or one of the `database` codes.
 */
export async function openAssistant(options: AssistantOptions): Promise<Assistant> {
  const { log = silentLog, clock = systemClock, newId = randomUUID } = options
  // Closed in reverse, also when opening fails half-way.
  await using opened = new AsyncDisposableStack()
  const store = await openDatabase({ ...options, log, files: options.storeFiles, clock })
  opened.defer(store.close)
  const { db, shared = null } = store
  const events = createEventHub(log)
  const ground = { db, events, clock, log }
  const { dataFolder, ollamaHost, desktop = null, watchModelServer: stays = false } = options
  const computer = `${hostname()}:${dataFolder}`
  const settings = await openSettings({ ...ground, computer, dataFolder })
  const server = withOptions(options.server ?? openOllama({ host: ollamaHost }), settings.current)
  const history = createHistory(db)
  const memory = createMemory({ ...ground, history, settings }, store)
  const acting = openActing(
    { ...ground, shared, newId },
    { ...store, dataFolder, computer, settings, desktop, memory, version: options.version },
  )
  opened.defer(acting.close)
  const idle = createIdleQueue(log)
  const meaning = { ...ground, search: store.search, server, idle, settings, fills: stays }
  const search = opened.adopt(openMeaning(meaning), ({ close }) => close())
  const remembering = openRemembering({ ...ground, search, server, memory, idle })
  opened.defer(remembering.close)
  const room: Room = {
    ...ground,
    shared,
    newId,
    history,
    recall: remembering.recall,
    server,
    optionsOf: (model) => optionsOf(settings.current(), model),
    preferredModel: () => settings.current().model.preferred,
    actions: options.actions ?? acting.actions,
  }
  opened.defer(forgetWhatChanges(history, events))
  const propose: Propose = (rest, from) => proposeRest(room, rest, from)
  const runs = options.runs ?? createRuns({ room, actions: room.actions, dataFolder, propose })
  const titles = createTitles(room, idle)
  const watch = watchModelServer(server, events, { regularly: stays })
  const turns = createTurns(room, {
    onStart: idle.giveWay,
    isBusy: (conversationId) => runs.running(conversationId) !== null,
    onEnd(end, live) {
      considerTurn(end, live, { titles, remembering })
      if (end.error) void watch.check()
      if (end.request?.metadata?.status === 'approved') followUps.carryOut(end.request, live.runs)
    },
  })
  const followUps = createFollowUps(room, { runs, turns })
  const removeForGood = createRemoveForGood(room, { ...store, dataFolder })
  const temporary = watchTemporary(room, {
    removeForGood,
    isBusy: (id) => turns.running(id) !== null || runs.running(id) !== null,
    remove: (id) => conversations.remove(id),
  })
  opened.defer(temporary.close)
  opened.defer(shareChanges(room, turns))
  opened.defer(() => settleWork({ followUps, runs, turns }))
  const transfer = createTransfer(room, { ...store, turns, runs, dataFolder, version: options.version })
  opened.defer(transfer.close)
  opened.defer(watch.close)
  const summaries = opened.adopt(createSummaries(room), ({ close }) => close())
  const conversations = createConversations(room, { turns, runs, summaries }, { ...store, removeForGood })
  const models = await openModels({ ...ground, server, computer, ollamaHost, status: watch.check })
  opened.defer(models.pulls.close)
  await temporary.sweep()
  const housekeeping = await tidy(room, { ...conversations, recover: runs.recover })
  opened.defer(() => clearInterval(housekeeping))

  acting.begin()
  const rooms = opened.move()
  let closing: Promise<void> | null = null
  const close = (): Promise<void> => (closing ??= rooms.disposeAsync())

  return {
    conversations: { ...conversations, ...createNewDraft(room, computer) },
    snapshots: store.snapshots,
    folders: acting.folders,
    network: acting.network,
    settings,
    ...models,
    reminders: acting.reminders,
    memory,
    transfer,
    search: search.search,
    meaning: search.state,
    requests: createRequests(room, { followUps, turns, runs }),
    runs,
    status: watch.check,
    models: () => server.models(),
    needsModel: (text) => obey(room, text) === null,
    startTurn: turns.start,
    regenerate: turns.regenerate,
    editMessage: turns.edit,
    stopTurn: async (turnId) => turns.stop(turnId),
    leaveTemporary: temporary.leave,
    onEvent: events.listen,
    close,
    [Symbol.asyncDispose]: close,
  }
}
