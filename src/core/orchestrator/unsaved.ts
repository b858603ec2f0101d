import type { TextMessage } from '../../shared/message.ts'
import type { AnswerWriter } from './answer-writer.ts'

/** Finished answers that the disk has refused so far. They are kept here, and their writers go on trying. */
export interface Unsaved {
  get(messageId: string): TextMessage | undefined
  add(answer: TextMessage, writer: AnswerWriter): void
  delete(messageId: string): void
  /** Nobody tries any more. */
  close(): Promise<void>
}

export function createUnsaved(): Unsaved {
  const kept = new Map<string, { answer: TextMessage; writer: AnswerWriter }>()
  return {
    get: (messageId) => kept.get(messageId)?.answer,
    add: (answer, writer) => kept.set(answer.id, { answer, writer }),
    delete: (messageId) => kept.delete(messageId),
    async close() {
      await Promise.all([...kept.values()].map(({ writer }) => writer.close()))
    },
  }
}
