import { createRecall, type RecallRoom } from './memory/create-recall.ts'
import type { Memory } from './memory/memory.ts'
import type { Recall } from './memory/recall.ts'
import { estimateTokens } from './orchestrator/prompt.ts'

/** What is remembered, as the assistant works with it. */
export interface Remembering {
  readonly recall: Recall
  close(): Promise<void>
}

/** What a chat template adds to a message; a line of a prompt has none of it. */
const perMessage = estimateTokens('')

export interface RememberingRoom extends Pick<RecallRoom, 'db' | 'search' | 'events' | 'clock' | 'log'> {
  readonly memory: Pick<Memory, 'settings'>
}

export function openRemembering({ memory, ...room }: RememberingRoom): Remembering {
  const recall = createRecall({
    ...room,
    wanted: async () => (await memory.settings()).recall,
    count: (text) => estimateTokens(text) - perMessage,
  })
  return { recall, close: recall.close }
}
