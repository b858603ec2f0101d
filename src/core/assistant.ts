import type { ConversationPage, MessagePage, OpenConversation, StartedTurn } from '../shared/contract.ts'
import type { Conversation } from '../shared/conversation.ts'
import type { EventListener } from '../shared/events.ts'
import type { Model, OllamaStatus } from '../shared/model.ts'
import type { TurnEnd } from '../shared/turn.ts'

export interface StartTurn {
  readonly turnId: string
  /** A new id begins a conversation. */
  readonly conversationId: string
  readonly text: string
  readonly model?: string | undefined
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

export interface Conversations {
  list(query: {
    search?: string | undefined
    before?: { updatedAt: string; id: string } | undefined
    limit?: number | undefined
  }): Promise<ConversationPage>
  /** Throws `not_found`. */
  open(id: string, limit?: number): Promise<OpenConversation>
  earlier(id: string, beforeMessageId: string, limit?: number): Promise<MessagePage>
  rename(id: string, title: string): Promise<Conversation>
  /** Hides it and stops its turn. It is gone for good after a minute, or at once with `forGood`. */
  remove(id: string, options?: { forGood?: boolean }): Promise<void>
  restore(id: string): Promise<Conversation>
  setDraft(id: string, draft: string): Promise<void>
  setModel(id: string, model: string): Promise<Conversation>
}

/** The assistant: the desktop app, the command line and the tests all stand on this. */
export interface Assistant extends AsyncDisposable {
  readonly conversations: Conversations
  status(): Promise<OllamaStatus>
  models(): Promise<readonly Model[]>
  /** Resolves when the person's message is durable. Throws for bad input; a failing model is told by `ended`. */
  startTurn(input: StartTurn): Promise<Turn>
  regenerate(input: AnswerAgain): Promise<Turn>
  editMessage(input: EditMessage): Promise<Turn>
  /** Stops at once, before the first token too. A turn that is unknown or over is no error. */
  stopTurn(turnId: string): Promise<void>
  /** Returns what stops listening. */
  onEvent(listener: EventListener): () => void
  close(): Promise<void>
}

export interface AssistantOptions {
  /** Absolute. Made when missing, readable by its owner only. */
  readonly dataFolder: string
  /** The value of OLLAMA_HOST, in every form Ollama's own client takes. */
  readonly ollamaHost?: string | undefined
}

/** Opens everything that the assistant stands on. Throws `already_open`, `data_folder`, `disk_full` or `database`. */
export async function openAssistant(_options: AssistantOptions): Promise<Assistant> {
  throw new Error('not yet')
}
