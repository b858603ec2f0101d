import { assertNever, type ErrorReport } from '../../shared/errors.ts'
import type { AnswerStatus, TextMessage, TextMetadata } from '../../shared/message.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import type { Clock } from '../clock.ts'
import type { ChatPart } from '../ollama/model-server.ts'

/** An answer while it comes: what the model has said so far, and how long it took. No I/O. */
export interface GrowingAnswer {
  /** The answer as a message; `streaming` until `end`. */
  message(): TextMessage
  phase(): RunningTurn['phase']
  /** What was added, or null when the part added nothing that is shown. */
  add(part: ChatPart): { kind: 'text' | 'thinking'; offset: number; text: string } | null
  end(status: Exclude<AnswerStatus, 'streaming'>, error: ErrorReport | null): void
  /** What the model was given. */
  setPrompt(given: Pick<TextMetadata, 'prompt' | 'recalled'>): void
  /** Null where no model was asked. */
  setModel(model: string | null): void
  firstTokenMs(): number | null
  totalMs(): number
}

export interface AnswerIdentity {
  readonly id: string
  readonly conversationId: string
  readonly turnId: string
}

/** `startedAt` is on the monotonic clock: when the person's message was handed in. */
export function growAnswer(
  { id, conversationId, turnId }: AnswerIdentity,
  clock: Clock,
  startedAt: number,
): GrowingAnswer {
  const createdAt = clock.now().toISOString()
  let content = ''
  let thinking = ''
  let metadata: TextMetadata = { turnId, status: 'streaming' }
  let firstTokenMs: number | null = null
  const elapsed = (): number => Math.round((clock.monotonic() - startedAt) * 10) / 10

  const grow = (kind: 'text' | 'thinking', text: string) => {
    const before = kind === 'text' ? content : thinking
    // Models begin with empty lines.
    const added = before === '' ? text.replace(/^[\r\n]+/, '') : text
    if (added === '') return null
    firstTokenMs ??= elapsed()
    if (kind === 'text' && content === '' && thinking !== '')
      metadata = { ...metadata, thinkingMs: elapsed() - firstTokenMs }
    if (kind === 'text') content += added
    else thinking += added
    return { kind, offset: before.length, text: added }
  }

  return {
    message: () => ({
      id,
      conversationId,
      role: 'assistant',
      content,
      messageType: 'text',
      metadata: thinking === '' ? metadata : { ...metadata, thinking },
      createdAt,
    }),
    phase: () => (content !== '' ? 'answering' : thinking !== '' ? 'thinking' : 'waiting'),
    add(part) {
      switch (part.type) {
        case 'text':
        case 'thinking':
          return grow(part.type, part.text)
        case 'call':
          // What a model names is no part of what it says.
          return null
        case 'end':
          metadata = { ...metadata, doneReason: part.reason, usage: { ...part.usage } }
          return null
        default:
          return assertNever(part)
      }
    },
    end(status, error) {
      const usage = {
        ...metadata.usage,
        ...(firstTokenMs === null ? {} : { firstTokenMs }),
        totalMs: elapsed(),
      }
      metadata = { ...metadata, status, usage, ...(error ? { error } : {}) }
    },
    setPrompt: (given) => {
      metadata = { ...metadata, ...given }
    },
    setModel: (model) => {
      const { model: _, ...others } = metadata
      metadata = model === null ? others : { ...others, model }
    },
    firstTokenMs: () => firstTokenMs,
    totalMs: elapsed,
  }
}
