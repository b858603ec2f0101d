import type { StartedTurn } from '../../shared/contract.ts'
import type { Conversation } from '../../shared/conversation.ts'
import { AppError } from '../../shared/errors.ts'
import type { Message, RequestMessage, TextMessage } from '../../shared/message.ts'
import type { Database } from '../database/database.ts'
import {
  changeConversation,
  findConversation,
  holdConversation,
  touchConversation,
} from '../database/queries/conversations.ts'
import {
  findMessage,
  findQuestion,
  insertMessage,
  listAfter,
  supersedeFrom,
  type NewMessage,
} from '../database/queries/messages.ts'
import { saveMessage } from '../database/queries/turns.ts'
import { conversationGone, messageGone } from '../gone.ts'
import { checkText } from './check-text.ts'
import { firstTitle } from './first-title.ts'
import { recentlySaid, type Said } from './history.ts'
import { inOrder } from './in-order.ts'
import type { Room } from './room.ts'
import { windowFor } from './window-for.ts'

/** What a turn answers, once it is durable. */
export interface SavedQuestion extends Pick<StartedTurn, 'conversation' | 'userMessage'> {
  /** Messages that have left the conversation for it. */
  readonly removed: readonly string[]
  /** The answer, with its plan, whose place the new one takes when it comes, and not before. */
  readonly insteadOf: readonly Message[]
  /** What the model reads: what was said before, then the message itself, whole. */
  readonly history: Promise<readonly Said[]>
}

interface Saying {
  readonly turnId: string
  readonly text: string
  readonly model?: string | undefined
}

/** Saves a message and, when it is the first, its conversation. */
export async function saveQuestion(
  room: Room,
  {
    conversationId,
    temporary,
    ...saying
  }: Saying & { readonly conversationId: string; readonly temporary?: boolean | undefined },
): Promise<SavedQuestion> {
  const text = checkText(saying.text)
  // Asked for first and not waited for: it comes while the message is being saved.
  const earlier = room.history.of(conversationId)
  const question = {
    message: newMessage(room, conversationId, { ...saying, text }),
    title: firstTitle(text),
    numCtx: windowFor(room, saying.model ?? null),
    temporary,
    model: saying.model ?? null,
  }
  const { conversation, message } = await inOrder(room, conversationId, (db) => saveMessage(db, question))
  room.history.add(conversationId, message)
  return {
    conversation,
    userMessage: message,
    history: withMessage(earlier, message),
    removed: [],
    insteadOf: [],
  }
}

/** Puts a changed message in the place of an earlier one and of all that followed. */
export function saveEdit(
  room: Room,
  { messageId, ...saying }: Saying & { readonly messageId: string },
): Promise<SavedQuestion> {
  const text = checkText(saying.text)
  return room.db.transaction(async (tx) => {
    const now = room.clock.now()
    const original = await heldMessage(tx, messageId)
    if (original.role !== 'user')
      throw new AppError('invalid_input', 'Only a message of your own can be edited.')
    const conversation = await theConversation(tx, original.conversationId)
    await useModel(tx, conversation, saying.model)
    room.history.forget(conversation.id)
    const removed = await supersedeFrom(tx, original, now)
    // What is summed up holds what is taken back.
    if (conversation.summaryUntil !== null && removed.includes(conversation.summaryUntil))
      await changeConversation(tx, conversation.id, { summary: null, summaryUntil: null })
    const userMessage = await insertMessage(tx, newMessage(room, conversation.id, { ...saying, text }))
    const history = await before(tx, userMessage)
    const touched = await touch(tx, conversation.id, now)
    return { conversation: touched, userMessage, history: Promise.resolve(history), removed, insteadOf: [] }
  })
}

/**
 * Finds what the last answer answers, so that another can take its place; also for a last message that has none. An
 * earlier answer has a conversation standing on it: `invalid_input`.
 */
export function saveAgain(
  room: Room,
  { messageId, model }: { readonly messageId: string; readonly model?: string | undefined },
): Promise<SavedQuestion> {
  return room.db.transaction(async (tx) => {
    const target = await heldMessage(tx, messageId)
    const question = target.role === 'user' ? target : await findQuestion(tx, target)
    if (!question) throw new AppError('not_found', 'There is no message that this answers.')
    const answer = await listAfter(tx, question, 3)
    checkReplaceable(target, answer)
    const conversation = await theConversation(tx, target.conversationId)
    await useModel(tx, conversation, model)
    room.history.forget(conversation.id)
    const history = await before(tx, question)
    return {
      conversation: await touch(tx, conversation.id, room.clock.now()),
      userMessage: question,
      history: Promise.resolve(history),
      removed: [],
      insteadOf: answer,
    }
  })
}

/** An answer is a text, a plan that nobody has said yes to, or both of one turn. */
function checkReplaceable(target: Message, answer: readonly Message[]): void {
  const parts = answer.filter(
    ({ messageType, metadata }) =>
      messageType === 'text' || (messageType === 'agent_request' && metadata?.status !== 'approved'),
  )
  const turns = new Set(
    parts.map(({ metadata }) => metadata && 'turnId' in metadata && metadata.turnId).filter(Boolean),
  )
  const whole = parts.length === answer.length && parts.length <= 2 && turns.size <= 1
  const last = target.role === 'user' ? answer.length === 0 : answer.some(({ id }) => id === target.id)
  if (whole && last && (parts.length < 2 || turns.size === 1)) return
  throw new AppError('invalid_input', 'Only the last answer can be written anew.')
}

/**
 * What a turn goes on from that has no message of its own: a plan that was carried out or declined. Throws `not_found`.
 */
export async function saveFollowUp(room: Room, request: RequestMessage): Promise<SavedQuestion> {
  const { conversationId } = request
  // An edit may have replaced it meanwhile.
  await theMessage(room.db, request.id)
  const userMessage = await findQuestion(room.db, request)
  if (!userMessage) throw new AppError('not_found', 'There is no message that this answers.')
  await theConversation(room.db, conversationId)
  const conversation = await touch(room.db, conversationId, room.clock.now())
  const history = room.history.of(conversationId)
  // The turn awaits it; a failure is told there.
  history.catch(() => null)
  return { conversation, userMessage, history, removed: [], insteadOf: [] }
}

/** What was said before a message, then the message itself. */
async function before(tx: Database, question: Message): Promise<readonly Said[]> {
  const said = await recentlySaid(tx, question.conversationId)
  const at = said.findIndex(({ id }) => id === question.id)
  return [...said.slice(0, at === -1 ? said.length : at), question]
}

function withMessage(earlier: Promise<readonly Said[]>, message: Message): Promise<readonly Said[]> {
  // A server may have read it with the others: there one does not wait for the other.
  const history = earlier.then((said) => [...said.filter(({ id }) => id !== message.id), message])
  // The turn awaits it, when it comes to that; a failure is told there.
  history.catch(() => null)
  return history
}

function newMessage(room: Room, conversationId: string, { turnId, text }: Saying): NewMessage<TextMessage> {
  return {
    id: room.newId(),
    conversationId,
    role: 'user',
    content: text,
    messageType: 'text',
    metadata: { turnId },
    now: room.clock.now(),
  }
}

async function useModel(
  tx: Database,
  { id, model }: Conversation,
  wanted: string | undefined,
): Promise<void> {
  if (wanted !== undefined && wanted !== model) await changeConversation(tx, id, { model: wanted })
}

async function touch(tx: Database, id: string, now: Date): Promise<Conversation> {
  const conversation = await touchConversation(tx, id, now)
  if (!conversation) throw conversationGone()
  return conversation
}

async function theConversation(tx: Database, id: string): Promise<Conversation> {
  const conversation = await findConversation(tx, id)
  if (!conversation) throw conversationGone()
  return conversation
}

async function theMessage(tx: Database, id: string): Promise<Message> {
  const message = await findMessage(tx, id)
  if (!message) throw messageGone()
  return message
}

/** A message whose conversation nobody else changes until the transaction ends. */
async function heldMessage(tx: Database, id: string): Promise<Message> {
  await holdConversation(tx, await conversationOf(tx, id))
  // Whoever held it before may have replaced the message.
  return theMessage(tx, id)
}

/** The conversation that a message belongs to. Throws `not_found`. */
export async function conversationOf(db: Database, messageId: string): Promise<string> {
  return (await theMessage(db, messageId)).conversationId
}
