import { findAppError } from '../../shared/errors.ts'
import type { TextMessage } from '../../shared/message.ts'
import { supersedeOne, writeAnswer } from '../database/queries/messages.ts'
import { inOrder } from './in-order.ts'
import type { Room } from './room.ts'

/** Twice a second is promised; a little more often keeps the promise. Milliseconds. */
const pause = 400
const pauseAfterFailure = 2_000

export interface AnswerWriter {
  /** Something changed: it is written soon, and never while another write is under way. */
  changed(): void
  /** Writes the whole and resolves with the stored row; with null when the disk refuses, and then goes on trying. */
  finish(): Promise<TextMessage | null>
  /** Writes no more, unless it is to finish after all; resolves when nothing is under way. */
  close(): Promise<void>
}

export interface WriterOptions {
  readonly room: Pick<Room, 'db' | 'shared' | 'clock'>
  /** The answer as it is now. */
  readonly current: () => TextMessage
  /** The messages whose place it takes, from its first write on. */
  readonly insteadOf: readonly string[]
  /** An error when writing fails; null when it works again, or nothing is left to write. */
  readonly onTrouble: (error: unknown) => void
}

/** Writes a growing answer to the database, a little behind the model and never in its way. */
export function createAnswerWriter({ room, current, insteadOf, onTrouble }: WriterOptions): AnswerWriter {
  const { db, shared, clock } = room
  let dirty = false
  let begun = false
  let failed = false
  let closed = false
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<TextMessage | null> | null = null

  function write(): Promise<TextMessage | null> {
    dirty = false
    writing = attempt().finally(() => {
      writing = null
      schedule()
    })
    return writing
  }

  async function attempt(): Promise<TextMessage | null> {
    try {
      const stored = await save()
      if (failed) onTrouble(null)
      failed = false
      begun = true
      return stored
    } catch (error) {
      const expected = findAppError(error)
      // Deleted for good by another app: there is nothing left to save.
      if (expected?.code === 'not_found') {
        if (failed) onTrouble(null)
        failed = false
        return current()
      }
      failed = true
      // A full disk or a restarted thread passes; a bug would only repeat itself.
      dirty = expected !== null
      onTrouble(error)
      return null
    }
  }

  async function save(): Promise<TextMessage> {
    const { createdAt: _, ...answer } = current()
    const row = { ...answer, metadata: signed(answer.metadata), now: clock.now() }
    if (begun) return writeAnswer(db, row)
    return inOrder(room, row.conversationId, async (held) => {
      if (insteadOf.length === 0) return writeAnswer(held, row)
      return held.transaction(async (tx) => {
        for (const id of insteadOf) await supersedeOne(tx, id, row.now)
        return writeAnswer(tx, row)
      })
    })
  }

  /** Until it is finished: an app that starts can tell whether anybody still writes it. */
  function signed(metadata: TextMessage['metadata']): TextMessage['metadata'] {
    return shared && metadata?.status === 'streaming' ? { ...metadata, writer: shared.appId } : metadata
  }

  function schedule(): void {
    if (timer || writing || closed || !dirty) return
    const wait = failed ? pauseAfterFailure : begun ? pause : 0
    timer = setTimeout(() => {
      timer = null
      void write()
    }, wait)
    timer.unref()
  }

  function rest(): void {
    if (timer) clearTimeout(timer)
    timer = null
  }

  return {
    changed() {
      dirty = true
      schedule()
    },
    async finish() {
      await writing
      closed = false
      rest()
      return write()
    },
    async close() {
      closed = true
      rest()
      await writing
    },
  }
}
