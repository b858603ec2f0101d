import type {
  ContextStatus,
  ContextType,
  FactPage,
  MemorySettings,
  RememberedFact,
} from '../../shared/context.ts'
import type { Conversation } from '../../shared/conversation.ts'
import type { ErrorReport } from '../../shared/errors.ts'
import type { GrantedFolder, Rule } from '../../shared/folder.ts'
import type { Message, RequestMessage } from '../../shared/message.ts'
import type { Model, OllamaStatus } from '../../shared/model.ts'
import type { Reminder } from '../../shared/reminder.ts'
import type { RunningRun } from '../../shared/run.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { nothingFound, type Found, type Palette } from './found.ts'
import type { Loading } from './loading.ts'
import { firstModels, type ModelsState } from './models-page.ts'
import { firstSettings, type SettingsState } from './settings.ts'
import type { Exporting, Importing } from './transferring.ts'

/** Some of the conversations, newest first, without a gap. */
export interface ConversationList {
  readonly conversations: readonly Conversation[]
  readonly hasMore: boolean
  readonly loading: Loading
  readonly loadingMore: boolean
}

/** The conversation in the window. A new one has its id from the start; nothing of it is stored before its first turn. */
export interface Chat {
  readonly id: string
  /** `new`: not begun. */
  readonly loading: Loading | { readonly state: 'new' }
  readonly conversation: Conversation | null
  /** Oldest first, without the running answer. */
  readonly messages: readonly Message[]
  readonly hasEarlier: boolean
  readonly loadingEarlier: boolean
  /** An old stretch is shown: there are newer messages than these, and a running answer is not in sight. */
  readonly hasLater: boolean
  readonly loadingLater: boolean
  /** Counts the stretches that were shown without a gap between them: each is drawn anew. */
  readonly stretch: number
  /** The message that it was opened at; `count` tells two looks at the same one apart. */
  readonly marked: { readonly id: string; readonly count: number } | null
  readonly turn: RunningTurn | null
  /** The id of a turn that was asked for and has not begun yet. */
  readonly starting: string | null
  /** The approved request that is being carried out here. */
  readonly run: RunningRun | null
  /** By the id of its message: what a step gave out since that was saved. */
  readonly outputs: ReadonlyMap<string, LiveOutput>
  /** Messages that left the conversation while it was open: an answer may end after it was taken back. */
  readonly removed: readonly string[]
  /** The model that was chosen before there was a conversation to keep it. */
  readonly chosenModel: string | null
  /** Chosen before there was a conversation: nothing of it is to be kept. */
  readonly temporary: boolean
  /** The model sums up the beginning. */
  readonly summing: boolean
  readonly composer: ComposerState
}

/** The end of a step's output, and how many characters (UTF-16 units) it gave out in all. */
export interface LiveOutput {
  readonly text: string
  readonly length: number
}

/** Where actions may work, what they may do unasked, and what is to be told later. */
export interface Grants {
  /** Null until it was asked for. */
  readonly folders: readonly GrantedFolder[] | null
  /** Whether pages of the web may be fetched. Null until it was asked for. */
  readonly network: boolean | null
  readonly rules: readonly Rule[]
  readonly reminders: readonly Reminder[]
  /** Why they could not be listed. */
  readonly error: ErrorReport | null
  /** Whether the dialog with them is open. */
  readonly shown: boolean
}

/** Which of what is remembered is shown. Null is all. */
export interface FactFilter {
  readonly text: string
  readonly type: ContextType | null
  readonly status: ContextStatus | null
}

/** The page with what is remembered, and what was learned in the open conversation. */
export interface MemoryState {
  /** Whether the page stands in the place of the conversation. */
  readonly shown: boolean
  readonly filter: FactFilter
  readonly facts: readonly RememberedFact[]
  readonly hasMore: boolean
  readonly loading: Loading
  readonly loadingMore: boolean
  /** Of all that is remembered, whatever is shown. Null until it was asked for. */
  readonly counts: FactPage['counts'] | null
  /** Null until they were asked for. */
  readonly settings: MemorySettings | null
  /** Learned in the open conversation, and waiting for a yes. */
  readonly proposals: readonly RememberedFact[]
}

export interface ComposerState {
  /** Counts how often its text was changed from outside: then it reads its draft again. */
  readonly refill: number
  /** Why the message that is in it was not sent. */
  readonly refused: ErrorReport | null
  /** The message that its text is to replace. */
  readonly editing: string | null
}

export interface State {
  readonly list: ConversationList
  /** What is searched for, and what was found; null when nothing is. */
  readonly search: {
    readonly text: string
    readonly found: ConversationList
    /** In what was said, beside the titles. */
    readonly messages: Found
  } | null
  readonly palette: Palette | null
  readonly transfer: Exporting | Importing | null
  /** Conversations whose answer is being written. */
  readonly running: ReadonlySet<string>
  readonly chat: Chat
  readonly ollama: {
    /** Null until it was asked. */
    readonly status: OllamaStatus | null
    readonly models: readonly Model[] | null
    /** Why they could not be listed. */
    readonly modelsError: ErrorReport | null
    readonly checking: boolean
  }
  /** The Postgres server that keeps what is said; null while it stays on this computer. */
  readonly dataServer: string | null
  /** The models have a script, and a tour stands above the window. */
  readonly demo: boolean
  /** Why answers are not being saved, while they are not. */
  readonly trouble: ErrorReport | null
  /** An address that somebody wants to open. */
  readonly link: string | null
  /** The message of the plan that the dialog shows. */
  readonly plan: string | null
  readonly grants: Grants
  readonly memory: MemoryState
  readonly models: ModelsState
  readonly settings: SettingsState
  /** Whether the list of all shortcuts is open. */
  readonly sheet: boolean
  /** Counts how often the sidebar was asked to come or go: the window knows which, by its width. */
  readonly sidebarTurns: number
  /** What a screen reader is told; `count` tells equal sentences apart. */
  readonly announcement: { readonly text: string; readonly count: number }
}

const noList: ConversationList = {
  conversations: [],
  hasMore: false,
  loading: { state: 'loading' },
  loadingMore: false,
}

export function firstState(chatId: string): State {
  return {
    list: noList,
    search: null,
    palette: null,
    transfer: null,
    running: new Set(),
    chat: newChat(chatId),
    ollama: { status: null, models: null, modelsError: null, checking: false },
    dataServer: null,
    demo: false,
    trouble: null,
    link: null,
    plan: null,
    grants: { folders: null, network: null, rules: [], reminders: [], error: null, shown: false },
    memory: {
      shown: false,
      filter: { text: '', type: null, status: null },
      facts: [],
      hasMore: false,
      loading: { state: 'loading' },
      loadingMore: false,
      counts: null,
      settings: null,
      proposals: [],
    },
    models: firstModels,
    settings: firstSettings,
    sheet: false,
    sidebarTurns: 0,
    announcement: { text: '', count: 0 },
  }
}

/** A search that has found nothing yet. */
export function newSearch(text: string): NonNullable<State['search']> {
  return { text, found: noList, messages: nothingFound }
}

export function newChat(id: string): Chat {
  return {
    id,
    loading: { state: 'new' },
    conversation: null,
    messages: [],
    hasEarlier: false,
    loadingEarlier: false,
    hasLater: false,
    loadingLater: false,
    stretch: 0,
    marked: null,
    turn: null,
    starting: null,
    run: null,
    outputs: new Map(),
    removed: [],
    chosenModel: null,
    temporary: false,
    summing: false,
    composer: { refill: 0, refused: null, editing: null },
  }
}

/** The plan that is being looked at. One that left the conversation is not. */
export function openPlan({ plan, chat }: State): RequestMessage | null {
  if (plan === null) return null
  const found = chat.messages.findLast(({ id }) => id === plan)
  return found?.messageType === 'agent_request' ? found : null
}

/** Whether nothing of a chat is kept. */
export function isTemporary({ conversation, temporary }: Pick<Chat, 'conversation' | 'temporary'>): boolean {
  return conversation?.temporary ?? temporary
}

/** Whether an answer is being written here, or about to be. */
export function isAnswering({ turn, starting }: Chat): boolean {
  return turn !== null || starting !== null
}
