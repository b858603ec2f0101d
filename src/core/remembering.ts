import { createLearning, type Learning, type LearningRoom } from './memory/create-learning.ts'
import { createRecall, type RecallRoom } from './memory/create-recall.ts'
import type { Memory } from './memory/memory.ts'
import type { Recall } from './memory/recall.ts'
import type { IdleQueue } from './orchestrator/idle-queue.ts'
import { estimateTokens } from './orchestrator/prompt.ts'

/** What is remembered, as the assistant works with it. */
export interface Remembering {
  readonly recall: Recall
  readonly learning: Learning
  close(): Promise<void>
}

/** What a chat template adds to a message; a line of a prompt has none of it. */
const perMessage = estimateTokens('')

export interface RememberingRoom
  extends Pick<RecallRoom, 'search'>, Pick<LearningRoom, 'db' | 'server' | 'events' | 'clock' | 'log'> {
  readonly memory: Pick<Memory, 'settings'>
  /** What the model does while nobody waits. It is closed with this. */
  readonly idle: IdleQueue
}

export function openRemembering({ memory, idle, ...room }: RememberingRoom): Remembering {
  const recall = createRecall({
    ...room,
    wanted: async () => (await memory.settings()).recall,
    count: (text) => estimateTokens(text) - perMessage,
  })
  const learning = createLearning({ ...room, idle, setting: async () => (await memory.settings()).learn })
  return {
    recall,
    learning,
    async close() {
      learning.close()
      await idle.close()
      await recall.close()
    },
  }
}
