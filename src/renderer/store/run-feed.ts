import type { HearthEvent } from '../../shared/events.ts'
import { outputShown } from '../../shared/limits.ts'
import type { ProgressMessage } from '../../shared/message.ts'
import { withMessage } from './chat-events.ts'
import { perFrame, type PerFrame } from './per-frame.ts'
import { changeChat, type Room } from './room.ts'
import type { Chat, LiveOutput } from './state.ts'

type OutputPiece = Extract<HearthEvent, { type: 'run.output' }>
type SavedStep = Extract<HearthEvent, { type: 'message.saved' }> & { readonly message: ProgressMessage }
export type RunPiece = OutputPiece | SavedStep

/** Shows how a run goes on once a frame, however fast that comes. */
export interface RunFeed extends PerFrame<RunPiece> {
  takes(event: HearthEvent): event is RunPiece
}

export function createRunFeed(room: Room): RunFeed {
  return {
    takes: (event): event is RunPiece =>
      event.type === 'run.output' ||
      (event.type === 'message.saved' && event.message.messageType === 'agent_progress'),
    ...perFrame<RunPiece>(room.frame, (pieces) =>
      changeChat(room, room.get().chat.id, (chat) => withPieces(chat, pieces)),
    ),
  }
}

/** The chat with the newest state of each step, and the output that came since that was saved. */
function withPieces(chat: Chat, pieces: readonly RunPiece[]): Chat {
  const steps = new Map<string, ProgressMessage>()
  const grown = new Map<string, OutputPiece[]>()
  for (const piece of pieces) {
    if (piece.type === 'message.saved') steps.set(piece.message.id, piece.message)
    else if (piece.runId === chat.run?.id) {
      const known = grown.get(piece.messageId)
      if (known) known.push(piece)
      else grown.set(piece.messageId, [piece])
    }
  }
  const next = withSteps(chat, steps)
  return { ...next, outputs: withOutput(next, steps, grown) }
}

/** Known steps change where they stand; new ones are mostly the newest of all. */
function withSteps(chat: Chat, steps: Map<string, ProgressMessage>): Chat {
  if (steps.size === 0) return chat
  const known = new Set<string>()
  const messages = chat.messages.map((message) => {
    const step = steps.get(message.id)
    if (step) known.add(message.id)
    return step ?? message
  })
  const isLast = (step: ProgressMessage): boolean => step.createdAt >= (messages.at(-1)?.createdAt ?? '')
  const late: ProgressMessage[] = []
  for (const step of steps.values()) {
    if (known.has(step.id)) continue
    if (isLast(step)) messages.push(step)
    else late.push(step)
  }
  return late.reduce(withMessage, { ...chat, messages })
}

function withOutput(
  chat: Chat,
  steps: ReadonlyMap<string, ProgressMessage>,
  grown: ReadonlyMap<string, readonly OutputPiece[]>,
): Chat['outputs'] {
  const outputs = new Map(chat.outputs)
  for (const { id, metadata } of steps.values()) {
    const live = outputs.get(id)
    // The message has all of it.
    if (live && live.length <= (metadata?.outputLength ?? 0)) outputs.delete(id)
  }
  for (const [id, pieces] of grown) {
    const before = outputs.get(id) ?? savedOutput(chat, id)
    const after = withMore(before, pieces)
    if (after.length > before.length) outputs.set(id, after)
  }
  return outputs
}

function savedOutput({ messages }: Chat, id: string): LiveOutput {
  const step = messages.findLast((message) => message.id === id)
  const metadata = step?.messageType === 'agent_progress' ? step.metadata : null
  const text = metadata?.output ?? ''
  return { text, length: metadata?.outputLength ?? text.length }
}

function withMore(before: LiveOutput, pieces: readonly OutputPiece[]): LiveOutput {
  let { length } = before
  let texts = [before.text]
  for (const { offset, text } of pieces) {
    if (offset > length) {
      // Something was missed: the message, which is saved soon, has it.
      texts = []
      length = offset
    }
    const added = text.slice(length - offset)
    texts.push(added)
    length += added.length
  }
  return { text: texts.join('').slice(-outputShown), length }
}
