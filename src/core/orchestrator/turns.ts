import { AppError } from '../../shared/errors.ts'
import type { RequestMessage } from '../../shared/message.ts'
import type { RunningTurn, TurnEnd } from '../../shared/turn.ts'
import type { AnswerAgain, EditMessage, StartTurn, Turn } from '../start-turn.ts'
import type { EndReason } from './answer.ts'
import { claimConversation } from './in-order.ts'
import { rememberModels } from './known-models.ts'
import { ofMessage, type Occasion } from './occasion.ts'
import {
  conversationOf,
  saveAgain,
  saveEdit,
  saveFollowUp,
  saveQuestion,
  type SavedQuestion,
} from './question.ts'
import type { Room } from './room.ts'
import { createEntries, type Asked, type Entry } from './turn-entries.ts'
import { runTurn, type LiveTurn } from './turn.ts'
import { createUnsaved, type UnsavedAnswer } from './unsaved.ts'

/** The turns that are running, at most one a conversation. Core owns them: windows come and go. */
export interface Turns {
  start(input: StartTurn): Promise<Turn>
  edit(input: EditMessage): Promise<Turn>
  regenerate(input: AnswerAgain): Promise<Turn>
  /** Goes on from a plan that was carried out or declined, once the conversation's turn, if there is one, has ended. */
  goOn(request: RequestMessage, occasion: Occasion, instructions?: string): Promise<Turn>
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

export interface TurnsOptions {
  /** A message is saved, and the model about to be asked. */
  readonly onStart: () => void
  /** The answer is saved, the conversation free again. */
  readonly onEnd: (end: TurnEnd, live: LiveTurn) => void
  /** A plan is being carried out in this conversation. */
  readonly isBusy: (conversationId: string) => boolean
}

export function createTurns(room: Room, { onStart, onEnd, isBusy }: TurnsOptions): Turns {
  const entries = createEntries()
  const unsaved = createUnsaved()
  const models = rememberModels(room.server, room.clock)
  /** Asked for, and not yet known which conversation they belong to. */
  const lookingUp = new Set<Asked>()
  let closing = false

  async function begin(
    asked: Asked,
    conversationId: string,
    save: () => Promise<SavedQuestion>,
    occasion: Occasion = ofMessage,
  ): Promise<Turn> {
    if (closing) throw new AppError('cancelled', 'Hearth is closing.')
    const handedInAt = room.clock.monotonic()
    const { entry, leave } = entries.enter(conversationId, asked)
    let giveBack = async (): Promise<void> => {}
    try {
      giveBack = await claimConversation(room, conversationId)
      const question = await save()
      onStart()
      const live = runTurn(room, {
        turnId: asked.turnId,
        question,
        occasion,
        models,
        isBusy,
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
      const conversationId = await conversationOf(room.db, messageId)
      if (isBusy(conversationId)) {
        // What came of it must not be taken out while it comes.
        throw new AppError('turn_running', 'A plan is being carried out here. Stop it or wait for its end.')
      }
      return await begin(asked, conversationId, save)
    } finally {
      lookingUp.delete(asked)
    }
  }

  async function endOne(entry: Entry | undefined, reason: EndReason): Promise<void> {
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
    async goOn(request, occasion, instructions) {
      await entries.free(request.conversationId)
      const asked: Asked = { turnId: room.newId(), controller: new AbortController() }
      const save = (): Promise<SavedQuestion> => saveOccasion(room, asked.turnId, request, instructions)
      return begin(asked, request.conversationId, save, occasion)
    },
    stop(turnId) {
      for (const asked of [...entries.all(), ...lookingUp]) {
        if (asked.turnId === turnId) asked.controller.abort('stopped' satisfies EndReason)
      }
    },
    running: (conversationId) => entries.get(conversationId)?.live?.view() ?? null,
    hidden: (conversationId) => entries.get(conversationId)?.live?.hidden ?? new Set(),
    unsaved: unsaved.in,
    end: (conversationId, reason) => endOne(entries.get(conversationId), reason),
    async close() {
      closing = true
      await Promise.all(entries.all().map((entry) => endOne(entry, 'interrupted')))
      await unsaved.close()
    },
  }
}

/** What the person wrote with it becomes a message of theirs. */
function saveOccasion(
  room: Room,
  turnId: string,
  request: RequestMessage,
  instructions: string | undefined,
): Promise<SavedQuestion> {
  if (instructions === undefined) return saveFollowUp(room, request)
  return saveQuestion(room, { turnId, conversationId: request.conversationId, text: instructions })
}

async function conclude(
  live: LiveTurn,
  onEnd: TurnsOptions['onEnd'],
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
