import type { TextMessage } from '../../shared/message.ts'
import { storableText } from '../../shared/text.ts'
import type { Clock } from '../clock.ts'
import type { Database } from '../database/database.ts'
import { writeAnswer } from '../database/queries/messages.ts'

/** Twice a second is promised; a little more often keeps the promise. Milliseconds. */
const pause = 400
const pauseAfterFailure = 2_000

export interface AnswerWriter {
  /** Something changed: it is written soon, and never while another write is under way. */
  changed(): void
  /** Writes the whole and resolves with the stored row; with null when the disk refuses, and then goes on trying. */
  finish(): Promise<TextMessage | null>
}

export interface WriterOptions {
  readonly db: Database
  readonly clock: Clock
  /** The answer as it is now. */
  readonly current: () => TextMessage
  /** An error when writing fails, null when it works again. */
  readonly onTrouble: (error: unknown) => void
}

/** Writes a growing answer to the database, a little behind the model and never in its way. */
export function createAnswerWriter({ db, clock, current, onTrouble }: WriterOptions): AnswerWriter {
  let dirty = false
  let failed = false
  let timer: NodeJS.Timeout | null = null
  let writing: Promise<TextMessage | null> | null = null
  let rest = 0

  function write(): Promise<TextMessage | null> {
    dirty = false
    writing = attempt().finally(() => {
      writing = null
      rest = failed ? pauseAfterFailure : pause
      schedule()
    })
    return writing
  }

  async function attempt(): Promise<TextMessage | null> {
    try {
      const { createdAt: _, ...answer } = storable(current())
      const stored = await writeAnswer(db, { ...answer, now: clock.now() })
      if (failed) onTrouble(null)
      failed = false
      return stored
    } catch (error) {
      dirty = true
      failed = true
      onTrouble(error)
      return null
    }
  }

  function schedule(): void {
    if (timer || writing || !dirty) return
    timer = setTimeout(() => {
      timer = null
      void write()
    }, rest)
    timer.unref()
  }

  return {
    changed() {
      dirty = true
      schedule()
    },
    async finish() {
      await writing
      if (timer) clearTimeout(timer)
      timer = null
      return write()
    },
  }
}

function storable(answer: TextMessage): TextMessage {
  const { content, metadata } = answer
  if (metadata?.thinking === undefined) return { ...answer, content: storableText(content) }
  return {
    ...answer,
    content: storableText(content),
    metadata: { ...metadata, thinking: storableText(metadata.thinking) },
  }
}
