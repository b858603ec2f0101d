import { AppError } from '../../shared/errors.ts'
import type { RunningTurn, TurnEnd } from '../../shared/turn.ts'
import type { AnswerAgain, EditMessage, StartTurn, Turn } from '../assistant.ts'
import type { EndReason } from './answer.ts'
import { claimConversation } from './in-order.ts'
import { conversationOf, saveAgain, saveEdit, saveQuestion, type SavedQuestion } from './question.ts'
import type { Room } from './room.ts'
import { runTurn, type LiveTurn } from './turn.ts'
import { createUnsaved, type UnsavedAnswer } from './unsaved.ts'

/** The turns that are running, at most one a conversation. Core owns them: windows come and go. */
export interface Turns {
  start(input: StartTurn): Promise<Turn>
  edit(input: EditMessage): Promise<Turn>
  regenerate(input: AnswerAgain): Promise<Turn>
  /** Works from the moment the turn was asked for. */
  stop(turnId: string): void
  /** The turn of a conversation, with its answer as far as it has come. */
  running(conversationId: string): RunningTurn | null
  /** Messages that the running turn stands for: its answer, and the one whose place that takes. */
  hidden(conversationId: string): ReadonlySet<string>
  /** Answers that the disk has refused so far: newer than what is stored of them, or not stored at all. */
  unsaved(conversationId: string): readonly UnsavedAnswer[]
  /** Ends the turn of a conversation, if there is one, and resolves when it is over. */
  end(conversationId: string, reason: EndReason): Promise<void>
  /** Ends all turns; their answers are saved as far as they came. */
  close(): Promise<void>
}

interface Asked {
  readonly turnId: string
  readonly controller: AbortController
}

interface Entry extends Asked {
  /** Null until the person's message is saved. */
  live: LiveTurn | null
  /** Settles when nothing of the turn is under way any more. Never rejects. */
  readonly over: Promise<void>
}

export interface TurnObserver {
  /** A message is saved, and the model about to be asked. */
  readonly onStart: () => void
  /** The answer is saved, the conversation free again. */
  readonly onEnd: (end: TurnEnd, live: LiveTurn) => void
}

export function createTurns(room: Room, { onStart, onEnd }: TurnObserver): Turns {
  const entries = new Map<string, Entry>()
  const unsaved = createUnsaved()
  /** Asked for, and not yet known which conversation they belong to. */
  const lookingUp = new Set<Asked>()
  let closing = false

  async function begin(
    asked: Asked,
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
    const handedInAt = room.clock.monotonic()
    const { promise: over, resolve: settle } = Promise.withResolvers<void>()
    const entry: Entry = { ...asked, live: null, over }
    entries.set(conversationId, entry)
    const leave = (): void => {
      entries.delete(conversationId)
      settle()
    }
    let giveBack = async (): Promise<void> => {}
    try {
      giveBack = await claimConversation(room, conversationId)
      const question = await save()
      onStart()
      const live = runTurn(room, {
        turnId: asked.turnId,
        question,
        handedInAt,
        signal: asked.controller.signal,
        unsaved,
      })
      entry.live = live
      return { ...live.started, ended: conclude(live, onEnd, leave, giveBack) }
    } catch (error) {
      leave()
      await giveBack()
      throw error
    }
  }

  /** For a turn that is asked for by a message: stop has to work while its conversation is looked up. */
  async function beginAt(
    turnId: string,
    messageId: string,
    save: () => Promise<SavedQuestion>,
  ): Promise<Turn> {
    const asked: Asked = { turnId, controller: new AbortController() }
    lookingUp.add(asked)
    try {
      return await begin(asked, await conversationOf(room.db, messageId), save)
    } finally {
      lookingUp.delete(asked)
    }
  }

  async function end(conversationId: string, reason: EndReason): Promise<void> {
    const entry = entries.get(conversationId)
    entry?.controller.abort(reason)
    await entry?.over
  }

  return {
    start: ({ turnId, ...input }) =>
      begin({ turnId, controller: new AbortController() }, input.conversationId, () =>
        saveQuestion(room, { turnId, ...input }),
      ),
    edit: (input) => beginAt(input.turnId, input.messageId, () => saveEdit(room, input)),
    regenerate: (input) => beginAt(input.turnId, input.messageId, () => saveAgain(room, input)),
    stop(turnId) {
      for (const asked of [...entries.values(), ...lookingUp]) {
        if (asked.turnId === turnId) asked.controller.abort('stopped' satisfies EndReason)
      }
    },
    running: (conversationId) => entries.get(conversationId)?.live?.view() ?? null,
    hidden: (conversationId) => entries.get(conversationId)?.live?.hidden ?? new Set(),
    unsaved: unsaved.in,
    end,
    async close() {
      closing = true
      await Promise.all([...entries.keys()].map((conversationId) => end(conversationId, 'interrupted')))
      await unsaved.close()
    },
  }
}

async function conclude(
  live: LiveTurn,
  onEnd: TurnObserver['onEnd'],
  leave: () => void,
  giveBack: () => Promise<void>,
): Promise<TurnEnd> {
  try {
    const ending = await live.ended
    leave()
    live.announce(ending)
    onEnd(ending, live)
    return ending
  } finally {
    leave()
    // After what others have to hear of it, so that whoever talks here next has heard.
    await giveBack()
  }
}
