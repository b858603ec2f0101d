import type { OpenConversation } from '../../shared/contract.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { Message, TextMessage } from '../../shared/message.ts'
import type { RunningTurn, TurnEnd } from '../../shared/turn.ts'
import type { Chat } from './state.ts'

export type Delta = Extract<HearthEvent, { type: 'turn.delta' }>

/** The chat after an event about it. Heard twice it changes nothing. Deltas and output go another way, once a frame. */
export function chatAfter(chat: Chat, event: HearthEvent): Chat {
  switch (event.type) {
    case 'conversation.saved':
      return { ...chat, conversation: event.conversation }
    case 'message.saved':
      return withMessage(chat, event.message)
    case 'messages.removed':
      return withoutMessages(chat, event.ids)
    case 'turn.started':
      return withTurn(chat, event.turn)
    case 'turn.ended':
      return withEnd(chat, event.end)
    case 'run.changed':
      return { ...chat, run: event.run }
    case 'run.ended':
      return chat.run?.id === event.runId ? { ...chat, run: null, outputs: new Map() } : chat
    default:
      return chat
  }
}

/**
 * A saved message in its place. Ours was shown under an id of our own before it was saved: the turn tells that the two
 * are one.
 */
export function withMessage(chat: Chat, message: Message): Chat {
  const turnId = turnOf(message)
  const others = chat.messages.filter(
    (other) =>
      other.id !== message.id &&
      !(message.role === 'user' && turnId !== undefined && other.role === 'user' && turnOf(other) === turnId),
  )
  const later = others.findIndex((other) => other.createdAt > message.createdAt)
  // It comes after messages that are not in sight: it will be read when those are.
  if (chat.hasLater && later < 0 && others.length === chat.messages.length) return chat
  return {
    ...chat,
    messages: others.toSpliced(later < 0 ? others.length : later, 0, message),
    removed: chat.removed.filter((id) => id !== message.id),
  }
}

function turnOf(message: Message): string | undefined {
  return message.messageType === 'text' ? message.metadata?.turnId : undefined
}

function withoutMessages(chat: Chat, ids: readonly string[]): Chat {
  return {
    ...chat,
    messages: chat.messages.filter(({ id }) => !ids.includes(id)),
    turn: chat.turn && ids.includes(chat.turn.answer.id) ? null : chat.turn,
    removed: [...chat.removed, ...ids],
  }
}

function withTurn(chat: Chat, turn: RunningTurn): Chat {
  // A re-opened chat may have more of the answer than there was when the turn began.
  const known = chat.turn?.id === turn.id
  return {
    ...chat,
    turn: known ? chat.turn : turn,
    starting: chat.starting === turn.id ? null : chat.starting,
    messages: chat.messages.filter(({ id }) => id !== turn.answer.id),
  }
}

function withEnd(chat: Chat, { turnId, answer }: TurnEnd): Chat {
  const ended: Chat = {
    ...chat,
    turn: chat.turn?.id === turnId ? null : chat.turn,
    starting: chat.starting === turnId ? null : chat.starting,
  }
  return chat.removed.includes(answer.id) ? ended : withMessage(ended, answer)
}

/** The turn with what is new in a delta, the same turn when nothing is, or `gap` when something was missed before it. */
export function withDelta(turn: RunningTurn, { kind, offset, text }: Delta): RunningTurn | 'gap' {
  const { answer } = turn
  const before = kind === 'text' ? answer.content : (answer.metadata?.thinking ?? '')
  if (offset > before.length) return 'gap'
  const added = text.slice(before.length - offset)
  if (added === '') return turn
  const grown: TextMessage =
    kind === 'text'
      ? { ...answer, content: before + added }
      : { ...answer, metadata: { ...answer.metadata, thinking: before + added } }
  const phase = kind === 'text' || grown.content !== '' ? 'answering' : 'thinking'
  return { ...turn, phase, answer: grown }
}

/** The chat as main has it. At its end, what was read of earlier messages stays before it. */
export function withOpened(chat: Chat, opened: OpenConversation): Chat {
  const overlap = opened.hasLater ? -1 : chat.messages.findIndex(({ id }) => id === opened.messages[0]?.id)
  return {
    ...chat,
    loading: { state: 'ready' },
    conversation: opened.conversation,
    messages: [...chat.messages.slice(0, Math.max(overlap, 0)), ...opened.messages],
    hasEarlier: overlap > 0 ? chat.hasEarlier : opened.hasEarlier,
    hasLater: opened.hasLater,
    turn: opened.turn,
    run: opened.run,
    outputs: new Map(),
    removed: [],
  }
}
