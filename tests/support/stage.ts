import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach } from 'vitest'
import { openAssistant, type Assistant, type AssistantOptions } from '../../src/core/assistant.ts'
import type { HearthEvent } from '../../src/shared/events.ts'
import { scriptModel, type ScriptedModel } from './scripted-model.ts'
import { makeStorePlace, type StorePlace } from './store.ts'

/** An assistant on a real database, whose model says what the test wants; one a file, as new for each test. */
export interface Stage {
  assistant: Assistant
  readonly model: ScriptedModel
  readonly dataFolder: string
  /** What was told since the test began. */
  readonly events: HearthEvent[]
  /** Closes the assistant and opens it again, as a restart does. */
  reopen(): Promise<void>
  /** Role, text and status of what a conversation shows. */
  contents(conversationId: string): Promise<(string | undefined)[][]>
  /** Begins a conversation whose first answer is complete. */
  talk(text?: string): Promise<{ conversationId: string; answerId: string }>
}

export const newIds = () => ({ turnId: randomUUID(), conversationId: randomUUID() })

/** Sets the stage for the tests of a file, and clears it away after them. */
export function setStage(options: Partial<AssistantOptions> = {}): Stage {
  const model = scriptModel()
  const events: HearthEvent[] = []
  let place: StorePlace

  async function open(): Promise<void> {
    stage.assistant = await openAssistant({ ...place, server: model, ...options })
    stage.assistant.onEvent((event) => events.push(event))
  }

  const stage: Stage = {
    assistant: null as unknown as Assistant,
    model,
    get dataFolder() {
      return place.dataFolder
    },
    events,
    async reopen() {
      await stage.assistant.close()
      await open()
    },
    async contents(conversationId) {
      const { messages } = await stage.assistant.conversations.open(conversationId)
      return messages.map(({ role, content, metadata }) => [
        role,
        content,
        metadata && 'status' in metadata ? metadata.status : undefined,
      ])
    },
    async talk(text = 'Hello') {
      const { turnId, conversationId } = newIds()
      const turn = await stage.assistant.startTurn({ turnId, conversationId, text })
      ;(await model.call(0)).answer('Hi there')
      const { answer } = await turn.ended
      return { conversationId, answerId: answer.id }
    },
  }

  beforeAll(async () => {
    place = await makeStorePlace()
    await open()
  })
  beforeEach(() => {
    model.forget()
    events.length = 0
  })
  afterAll(async () => {
    await stage.assistant.close()
    await place[Symbol.asyncDispose]()
  })
  return stage
}
