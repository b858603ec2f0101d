import { nothingRecalled, type Recalled } from '../memory/recall.ts'
import type { Question } from './answer.ts'
import type { Said } from './history.ts'
import type { Room } from './room.ts'

/** Of the window, what is recalled may take this part, and no more tokens than that. */
const share = 0.15
const most = 1_500
/** Messages before the last that tell what it is about. */
const lately = 3

/** What is remembered for an answer. Nothing in a temporary conversation. */
export async function recallFor(
  { recall }: Pick<Room, 'recall'>,
  { conversationId, text, numCtx, temporary }: Question,
  history: readonly Said[],
  signal: AbortSignal,
): Promise<Recalled> {
  if (temporary) return nothingRecalled
  const said = history.filter(({ role, note }) => role === 'user' && note === undefined)
  const recent = said.slice(-lately - 1, -1).map(({ content }) => content)
  const shown = new Set(history.map(({ id }) => id))
  const tokens = Math.min(most, Math.floor(numCtx * share))
  return recall.for({ conversationId, text, recent, shown, tokens }, signal)
}

/** What others may have written of it: a plan that is made after reading that says so. */
export function sourcesOfRecall({ messages, imported }: Recalled): readonly string[] {
  return [...(messages.length > 0 ? ['earlier conversations'] : []), ...(imported ? ['imported memory'] : [])]
}
