import { z } from 'zod'
import { actionRequests } from './action-requests.ts'
import { answers } from './answers.ts'
import { computerRequests } from './computer-requests.ts'
import { titleLimit, type Conversation } from './conversation.ts'
import type { ErrorReport } from './errors.ts'
import type { EventListener } from './events.ts'
import type { Message } from './message.ts'
import { desktopRequests } from './desktop-requests.ts'
import { longTextSchema, modelNameSchema, windowSchema } from './input-schemas.ts'
import { memoryRequests } from './memory-requests.ts'
import { modelRequests } from './model-requests.ts'
import type { Model, OllamaStatus } from './model.ts'
import type { RunningRun } from './run.ts'
import type { Snapshot } from './snapshot.ts'
import { settingsRequests } from './settings.ts'
import type { RunningTurn } from './turn.ts'

/**
 * Every request that a window can make of main: a zod schema for what goes in (a window is not trusted), a type
 * for what comes out (main is). A handler missing in main, or one too many, does not compile.
 */

const id = z.uuid()
const nothing = z.undefined()
const text = longTextSchema

export interface AppInfo {
  readonly version: string
  readonly platform: string
  readonly dataFolder: string
  /** The Postgres server that keeps what is said, in words; null when it stays in the data folder. */
  readonly dataServer: string | null
  /** True on the development stand-in for Electron's binary. */
  readonly standIn: boolean
  /** It is `npm run demo`: the model is a script, and all of it is thrown away. */
  readonly demo: boolean
}

export interface ConversationPage {
  readonly conversations: readonly Conversation[]
  readonly hasMore: boolean
}

export interface OpenConversation {
  readonly conversation: Conversation
  /** The newest messages, oldest first. */
  readonly messages: readonly Message[]
  readonly hasEarlier: boolean
  /** There are newer ones than these: only where it was opened at a message. */
  readonly hasLater: boolean
  readonly turn: RunningTurn | null
  readonly run: RunningRun | null
}

export interface MessagePage {
  /** Oldest first. */
  readonly messages: readonly Message[]
  readonly hasEarlier: boolean
}

export interface LaterMessages {
  /** Oldest first. */
  readonly messages: readonly Message[]
  readonly hasLater: boolean
}

/** What goes with a conversation that was deleted, once it is gone for good. */
export interface DeletedConversation {
  /** How many facts were remembered in it. */
  readonly contexts: number
  /** Something was done in it that could still be taken back. */
  readonly undoable: boolean
}

export interface StartedTurn {
  readonly conversation: Conversation
  readonly userMessage: Message
  readonly turn: RunningTurn
}

/** Why the database does not open, and where it lies. */
export interface RecoveryState {
  readonly error: ErrorReport
  readonly dataFolder: string
}

export interface FoundSnapshots {
  /** The newest first; each can be restored. */
  readonly usable: readonly Snapshot[]
  readonly unusable: readonly { readonly id: string; readonly why: string }[]
}

/** Where the folder of the database that did not open is now; null when there was none. */
export interface KeptFolder {
  readonly keptAs: string | null
}

export const requests = {
  'app.info': answers<AppInfo>()(nothing),
  'app.quit': answers<void>()(nothing),
  /** Reports an error of the page, for the log. */
  'app.report': answers<void>()(
    z.strictObject({ message: z.string().max(2_000), stack: z.string().max(20_000).optional() }),
  ),
  /** Opens an address in the system's browser. Only http, https and mailto. */
  'link.open': answers<void>()(z.strictObject({ url: z.string().max(8_192) })),

  /** Only while the database does not open; `forbidden` at any other time. */
  'recovery.state': answers<RecoveryState>()(nothing),
  /** Each is checked, which takes a moment. */
  'recovery.snapshots': answers<FoundSnapshots>()(nothing),
  /** Opens it once more as it is. This and the next two resolve when the assistant is open. */
  'recovery.retry': answers<KeptFolder>()(nothing),
  'recovery.restore': answers<KeptFolder>()(z.strictObject({ id: z.string().min(1).max(200) })),
  'recovery.beginAnew': answers<KeptFolder>()(nothing),
  'recovery.showFolder': answers<void>()(nothing),

  'ollama.status': answers<OllamaStatus>()(nothing),
  'models.list': answers<readonly Model[]>()(nothing),

  /** Newest first; `search` looks at titles; `before` is the updatedAt and id of the last one seen. */
  'conversations.list': answers<ConversationPage>()(
    z.strictObject({
      search: z.string().max(200).optional(),
      before: z.strictObject({ updatedAt: z.iso.datetime(), id }).optional(),
      limit: z.number().int().min(1).max(500).optional(),
    }),
    // A search while one types; the list itself stands alone.
    ({ search }) => (search === undefined ? null : 'search'),
  ),
  'conversations.open': answers<OpenConversation>()(
    z.strictObject({
      id,
      limit: z.number().int().min(1).max(500).optional(),
      /** Opens it at this message, with what stands around it, in the place of its end. */
      at: id.optional(),
    }),
    () => 'open',
  ),
  'conversations.earlier': answers<MessagePage>()(
    z.strictObject({ id, beforeMessageId: id, limit: z.number().int().min(1).max(500).optional() }),
  ),
  'conversations.later': answers<LaterMessages>()(
    z.strictObject({ id, afterMessageId: id, limit: z.number().int().min(1).max(500).optional() }),
  ),
  'conversations.rename': answers<Conversation>()(
    z.strictObject({ id, title: z.string().trim().min(1).max(titleLimit) }),
  ),
  /** Hidden at once, gone for good a little later: until then `conversations.restore` brings it back. */
  'conversations.delete': answers<DeletedConversation>()(z.strictObject({ id })),
  'conversations.restore': answers<Conversation>()(z.strictObject({ id })),
  'conversations.setDraft': answers<void>()(z.strictObject({ id, draft: text })),
  /** Of the chat that has not begun, in the main window: it outlives that. Empty where there is none. */
  'conversations.newDraft': answers<string>()(nothing),
  'conversations.setNewDraft': answers<void>()(z.strictObject({ draft: text })),
  'conversations.setModel': answers<Conversation>()(z.strictObject({ id, model: modelNameSchema })),
  /** The context window, in tokens, from the next answer on. */
  'conversations.setWindow': answers<Conversation>()(z.strictObject({ id, numCtx: windowSchema })),
  /** Lets the model sum up the beginning, which then stands in the prompt in its place. Resolves when it has. */
  'conversations.summarize': answers<Conversation>()(z.strictObject({ id })),
  'conversations.stopSummary': answers<void>()(z.strictObject({ id })),

  /** Begins a conversation when `conversationId` is new. `turnId` is made by the window, so it can stop it at once. */
  'turn.start': answers<StartedTurn>()(
    z.strictObject({
      turnId: id,
      conversationId: id,
      text,
      model: modelNameSchema.optional(),
      /** For a new conversation: it leaves nothing behind. */
      temporary: z.boolean().optional(),
    }),
  ),
  /** Whether a message has to wait for a model: a command, or a sentence that stands for one, does without. */
  'turn.needsModel': answers<boolean>()(z.strictObject({ text })),
  'turn.stop': answers<void>()(z.strictObject({ turnId: id })),
  /**
   * A new answer to the message that the last answer, `messageId`, was to (or to a last message that got none). The old
   * one leaves the conversation when the new one comes.
   */
  'turn.regenerate': answers<StartedTurn>()(
    z.strictObject({ turnId: id, messageId: id, model: modelNameSchema.optional() }),
  ),
  /** Sends a changed message in the place of an earlier one; what came after it leaves the conversation. */
  'turn.edit': answers<StartedTurn>()(
    z.strictObject({ turnId: id, messageId: id, text, model: modelNameSchema.optional() }),
  ),

  ...actionRequests,
  ...computerRequests,
  ...memoryRequests,
  ...desktopRequests,
  ...modelRequests,
  ...settingsRequests,
} as const

export type Requests = typeof requests
export type RequestName = keyof Requests
export type RequestInput<Name extends RequestName> = z.infer<Requests[Name]['input']>
export type RequestOutput<Name extends RequestName> = ReturnType<NonNullable<Requests[Name]['output']>>

/** One handler for every request, no more and no less. */
export type Handlers = {
  readonly [Name in RequestName]: (
    input: RequestInput<Name>,
    /** Aborts when a newer request of the same lane came, for whoever wants to know. */
    signal: AbortSignal,
  ) => Promise<RequestOutput<Name>>
}

/** What crosses back: Electron would drop all of an error but its message. */
export type Reply<T> =
  | { readonly ok: true; readonly data: T }
  | { readonly ok: false; readonly error: ErrorReport }

/** All that a page can reach: `window.hearth`. */
export interface Bridge {
  request<Name extends RequestName>(
    name: Name,
    input: RequestInput<Name>,
  ): Promise<Reply<RequestOutput<Name>>>
  /** Returns what stops listening. */
  onEvent(listener: EventListener): () => void
}
