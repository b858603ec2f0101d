import { AppError } from '../../shared/errors.ts'
import type { TextMessage } from '../../shared/message.ts'
import type { RunningTurn, TurnEnd } from '../../shared/turn.ts'
import type { AnswerAgain, EditMessage, StartTurn, Turn } from '../assistant.ts'
import type { EndReason } from './answer.ts'
import { conversationOf, saveAgain, saveEdit, saveQuestion, type SavedQuestion } from './question.ts'
import type { Room } from './room.ts'
import { runTurn, type LiveTurn } from './turn.ts'

/** The turns that are running, at most one a conversation. Core owns them: windows come and go. */
export interface Turns {
  start(input: StartTurn): Promise<Turn>
  edit(input: EditMessage): Promise<Turn>
  regenerate(input: AnswerAgain): Promise<Turn>
  stop(turnId: string): void
  /** The turn of a conversation, with its answer as far as it has come. */
  running(conversationId: string): RunningTurn | null
  /** An answer that the disk has refused so far, newer than the stored one. */
  unsaved(messageId: string): TextMessage | undefined
  /** Ends the turn of a conversation, if there is one, and resolves when it has ended. */
  end(conversationId: string, reason: EndReason): Promise<void>
  /** Ends all turns; their answers are saved as far as they came. */
  close(): Promise<void>
}

interface Entry {
  readonly turnId: string
  readonly controller: AbortController
  /** Null until the person's message is saved. */
  live: LiveTurn | null
}

/** `onStart` and `onEnd` hear of every turn; `onEnd` when its answer is saved and its conversation free again. */
export function createTurns(
  room: Room,
  {
    onStart,
    onEnd,
  }: { readonly onStart: () => void; readonly onEnd: (end: TurnEnd, live: LiveTurn) => void },
): Turns {
  const entries = new Map<string, Entry>()
  const unsaved = new Map<string, TextMessage>()
  let closing = false

  async function begin(
    turnId: string,
    conversationId: string,
    save: () => Promise<SavedQuestion>,
  ): Promise<Turn> {
    if (closing) throw new AppError('cancelled', 'Hearth is closing.')
    if (entries.has(conversationId)) {
      throw new AppError(
        'turn_running',
        'An answer is still being written here. Stop it or wait for its end.',
      )
    }
    onStart()
    const handedInAt = room.clock.monotonic()
    const entry: Entry = { turnId, controller: new AbortController(), live: null }
    entries.set(conversationId, entry)
    try {
      const question = await save()
      const live = runTurn(room, { turnId, question, handedInAt, signal: entry.controller.signal, unsaved })
      entry.live = live
      return { ...live.started, ended: conclude(live, conversationId) }
    } catch (error) {
      entries.delete(conversationId)
      throw error
    }
  }

  async function conclude(live: LiveTurn, conversationId: string): Promise<TurnEnd> {
    try {
      const ending = await live.ended
      entries.delete(conversationId)
      room.events.emit({ type: 'turn.ended', end: ending })
      onEnd(ending, live)
      return ending
    } finally {
      entries.delete(conversationId)
    }
  }

  async function end(conversationId: string, reason: EndReason): Promise<void> {
    const entry = entries.get(conversationId)
    entry?.controller.abort(reason)
    await entry?.live?.ended
  }

  return {
    start: (input) => begin(input.turnId, input.conversationId, () => saveQuestion(room, input)),
    edit: async (input) =>
      begin(input.turnId, await conversationOf(room.db, input.messageId), () => saveEdit(room, input)),
    regenerate: async (input) =>
      begin(input.turnId, await conversationOf(room.db, input.messageId), () => saveAgain(room, input)),
    stop(turnId) {
      for (const entry of entries.values())
        if (entry.turnId === turnId) entry.controller.abort('stopped' satisfies EndReason)
    },
    running: (conversationId) => entries.get(conversationId)?.live?.view() ?? null,
    unsaved: (messageId) => unsaved.get(messageId),
    end,
    async close() {
      closing = true
      await Promise.all([...entries.keys()].map((conversationId) => end(conversationId, 'interrupted')))
    },
  }
}
