import type { Message, TextMessage } from '../../shared/message.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { createSplitter, partSize, type MarkdownDocument, type Splitter } from '../markdown/split.ts'

/**
 * The rows of a transcript: one a message, but several for a long answer, so that neither its length on the screen nor
 * its growth costs more than what is seen.
 */
export type Row =
  | { readonly kind: 'message'; readonly key: string; readonly message: Message }
  | {
      readonly kind: 'answer'
      readonly key: string
      readonly message: TextMessage
      /** Which part of the answer; the thinking stands above the first one, the tools below the last. */
      readonly part: number
      readonly last: boolean
      /** While it is being written. */
      readonly turn: RunningTurn | null
    }

export interface Documents {
  /** The parsed text of an answer, whose earlier reading is used again. */
  read(message: TextMessage, complete: boolean): MarkdownDocument
  /** Forgets the answers of other conversations. */
  clear(): void
}

/** One splitter an answer, kept by its id: a settled answer is drawn from the very blocks it was streamed in. */
export function createDocuments(): Documents {
  const splitters = new Map<string, Splitter>()
  return {
    read(message, complete) {
      const splitter = splitters.get(message.id) ?? createSplitter()
      splitters.set(message.id, splitter)
      return splitter.read(message.content, complete)
    },
    clear: () => splitters.clear(),
  }
}

function isAnswer(message: Message): message is TextMessage {
  return message.messageType === 'text' && message.role === 'assistant'
}

/** The rows of settled messages. Short answers are not parsed for it. */
export function settledRows(messages: readonly Message[], documents: Documents): Row[] {
  return messages.flatMap((message) =>
    isAnswer(message)
      ? answerRows(message, null, documents)
      : [{ kind: 'message' as const, key: message.id, message }],
  )
}

/** The rows of one answer. Their keys stay as they are when it settles. */
export function answerRows(message: TextMessage, turn: RunningTurn | null, documents: Documents): Row[] {
  const short = message.content.length <= partSize
  const count = short ? 1 : Math.max(1, documents.read(message, turn === null).parts.length)
  return Array.from({ length: count }, (_, part) => ({
    kind: 'answer' as const,
    key: part === 0 ? message.id : `${message.id}/${part}`,
    message,
    part,
    last: part === count - 1,
    turn,
  }))
}
