import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Bridge } from '../../shared/contract.ts'
import type { Conversation } from '../../shared/conversation.ts'
import { AppError } from '../../shared/errors.ts'
import type { HearthEvent } from '../../shared/events.ts'
import { createAsk, type Ask } from './ask.ts'
import { createChat, type ChatCommands } from './chat.ts'
import { createComposerCommands, type ComposerCommands } from './composer.ts'
import { createConversations, type Conversations } from './conversations.ts'
import { createDeletion } from './deletion.ts'
import { createDrafts, type Drafts } from './drafts.ts'
import { createOllama, type Ollama } from './ollama.ts'
import { createContextWindow, type ContextWindow } from './context-window.ts'
import { createFinder, type Finder } from './finder.ts'
import { createTransfer, type TransferCommands } from './transfer.ts'
import { createGrants, type GrantCommands } from './grants.ts'
import { createMemory, type MemoryCommands } from './memory.ts'
import { createModels, type ModelsCommands } from './models-page.ts'
import { createPages, type Pages } from './pages.ts'
import { createPlans, type Plans } from './plans.ts'
import { createProposals } from './proposals.ts'
import type { Outside, Room } from './room.ts'
import { createRuns, type Runs } from './runs.ts'
import { createSettings, type SettingsCommands } from './settings.ts'
import { firstState, type State } from './state.ts'
import { createTurns, type Turns } from './turns.ts'

/** Everything the window knows and can do. React only draws it. */
export interface Hearth {
  readonly store: StoreApi<State>
  readonly ask: Ask
  readonly notify: Outside['notify']
  readonly conversations: Pick<Conversations, 'load' | 'loadMore' | 'search' | 'rename'> & {
    delete(conversation: Conversation): Promise<void>
  }
  /** Whatever shows a conversation leaves the memory page. */
  readonly chat: Omit<ChatCommands, 'reopen' | 'hear'>
  /** The search over everything. */
  readonly finder: Finder
  readonly contextWindow: ContextWindow
  readonly transfer: Omit<TransferCommands, 'hear'>
  readonly turns: Pick<Turns, 'send' | 'edit' | 'regenerate' | 'stop'>
  readonly composer: ComposerCommands
  readonly drafts: Drafts
  readonly ollama: Pick<Ollama, 'check' | 'loadModels' | 'choose'>
  readonly plans: Omit<Plans, 'hear'>
  readonly runs: Runs
  readonly grants: Omit<GrantCommands, 'hear'>
  readonly memory: Omit<MemoryCommands, 'hear'>
  readonly models: Omit<ModelsCommands, 'hear'>
  readonly settings: Omit<SettingsCommands, 'hear'>
  /** The conversation takes the place of whatever page stands there. */
  readonly leavePages: Pages['leave']
  readonly showSheet: Pages['showSheet']
  readonly turnSidebar: Pages['turnSidebar']
  /** Shows or hides the look at an address before it is opened. */
  showLink(url: string | null): void
  close(): void
}

/** Makes the window's store, listens to main and loads what is shown first. */
export function openHearth(bridge: Bridge, outside: Outside): Hearth {
  const store = createStore<State>(() => firstState(outside.newId()))
  const ask = createAsk(bridge, outside.t)
  const room: Room = { ...outside, ask, get: store.getState, set: store.setState }

  const conversations = createConversations(room)
  const drafts = createDrafts(room)
  const chat = createChat(room, drafts)
  const ollama = createOllama(room)
  const turns = createTurns({ room, drafts, ollama, toNewest: chat.toNewest })
  const plans = createPlans(room, hear)
  const runs = createRuns({ room, tell: hear, showPlan: plans.show })
  const grants = createGrants(room)
  const lookForProposals = createProposals(room)
  const memory = createMemory(room, lookForProposals)
  const transfer = createTransfer(room)
  const settings = createSettings(room)
  const models = createModels(room, ollama.loadModels)
  const pages = createPages(room, { memory, models, settings })

  function hear(event: HearthEvent): void {
    if (event.type === 'store.trouble') store.setState({ trouble: event.error })
    if (event.type === 'page.cameBack') tellCameBack(outside)
    if (event.type === 'menu.opened') void openWith(event.conversationId, event.draft)
    if (event.type === 'menu.chosen' && event.command === 'newChat') shown.startNew()
    if (event.type === 'menu.chosen' && event.command === 'settings') pages.settings.show(true)
    ollama.hear(event)
    grants.hear(event)
    memory.hear(event)
    models.hear(event)
    settings.hear(event)
    transfer.hear(event)
    plans.hear(event)
    conversations.hear(event)
    chat.hear(event)
    turns.hear(event)
  }

  async function openWith(id: string, draft = ''): Promise<void> {
    await shown.open(id)
    drafts.add(id, draft)
  }

  function leaving<T>(shown: T): T {
    pages.leave()
    return shown
  }

  const stopListening = bridge.onEvent(hear)
  const stopLooking = store.subscribe(({ chat: { id, loading } }, { chat: before }) => {
    if (id !== before.id || loading.state !== before.loading.state) void lookForProposals()
  })
  void conversations.load()
  void ollama.check()
  // A new chat is answered by the model that is chosen there.
  void settings.load()
  void learnPlace(ask, store)
  chat.reopen()
  void drafts.recall()

  const shown = {
    ...chat,
    open: (id: string) => leaving(chat.open(id)),
    openAt: (id: string, messageId: string) => leaving(chat.openAt(id, messageId)),
    startNew: (options?: { temporary?: boolean }) => leaving(chat.startNew(options)),
  }
  return {
    store,
    ask,
    notify: outside.notify,
    conversations: {
      ...conversations,
      delete: createDeletion({
        room,
        hear,
        reopen: (id) => void chat.open(id),
        leave: () => chat.startNew(),
      }),
    },
    chat: shown,
    finder: createFinder(room, shown, ({ key }) => {
      pages.memory.show(true)
      memory.filter({ text: key, type: null, status: null })
    }),
    contextWindow: createContextWindow(room),
    transfer,
    turns,
    composer: createComposerCommands(room, drafts),
    drafts,
    ollama,
    plans,
    runs,
    grants,
    memory: pages.memory,
    models: pages.models,
    settings: pages.settings,
    leavePages: pages.leave,
    showSheet: pages.showSheet,
    turnSidebar: pages.turnSidebar,
    showLink: (link) => store.setState({ link }),
    close() {
      drafts.flush()
      stopListening()
      stopLooking()
    },
  }
}

/** Where what is said is kept, and whether this is the demo. */
async function learnPlace(ask: Ask, store: StoreApi<State>): Promise<void> {
  try {
    const { dataServer, demo } = await ask('app.info', undefined)
    store.setState({ dataServer, demo })
  } catch (error) {
    // A window that main has let go (it shows the recovery instead) gets no answer, and needs none.
    if (!(error instanceof AppError)) throw error
  }
}

/** The page died, and was loaded again. */
function tellCameBack({ notify, t }: Outside): void {
  const words = { title: t('notices:cameBack'), text: t('notices:cameBackMore') }
  notify({ id: 'came back', kind: 'plain', ...words, timeoutMs: 12_000 })
}
