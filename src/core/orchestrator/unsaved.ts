import type { TextMessage } from '../../shared/message.ts'
import type { AnswerWriter } from './answer-writer.ts'

export interface UnsavedAnswer {
  readonly answer: TextMessage
  /** The messages whose place it takes. */
  readonly insteadOf: readonly string[]
}

/** Finished answers that the disk has refused so far. They are kept here, and their writers go on trying. */
export interface Unsaved {
  in(conversationId: string): readonly UnsavedAnswer[]
  add(answer: UnsavedAnswer, writer: AnswerWriter): void
  delete(messageId: string): void
  /** Nobody tries any more. */
  close(): Promise<void>
}

export function createUnsaved(): Unsaved {
  const kept = new Map<string, UnsavedAnswer & { readonly writer: AnswerWriter }>()
  return {
    in: (conversationId) =>
      [...kept.values()].filter(({ answer }) => answer.conversationId === conversationId),
    add: (unsaved, writer) => kept.set(unsaved.answer.id, { ...unsaved, writer }),
    delete: (messageId) => kept.delete(messageId),
    async close() {
      await Promise.all([...kept.values()].map(({ writer }) => writer.close()))
    },
  }
}
