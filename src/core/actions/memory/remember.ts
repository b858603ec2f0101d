import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction, type Action } from '../action.ts'
import type { Change } from '../inverse.ts'
import { factTypes, type Memory } from '../store.ts'
import { keyOfSentence } from '../../memory/key.ts'

export function rememberAction(memory: Memory): Action {
  return defineAction({
    name: 'remember',
    description: 'Remembers a fact that the person wants to be remembered.',
    input: z.strictObject({
      text: z.string().trim().min(1).max(2_000).describe('The fact, in one sentence'),
      type: z.enum(factTypes).default('preference'),
    }),
    risk: () => 'change',
    undo: 'yes',
    summarize: ({ text }) => `Remember: ${text}`,
    async execute({ text, type }, { conversationId }) {
      const key = keyOfSentence(text)
      if (key === '') throw new AppError('invalid_input', 'There are no words in what is to be remembered.')
      const id = theConversation(conversationId)
      const known = (await memory.remembered(id)).find((fact) => fact.key === key)
      await memory.remember(id, { type, key, value: text })
      const before = known ? { type: known.type, value: z.json().parse(known.value), from: known.from } : null
      const changes: Change[] = [{ kind: 'remembered', key, before, after: { type, value: text } }]
      return { summary: `Remembered: ${text}`, inverse: { changes } }
    },
  })
}

/** What is remembered belongs to a conversation. */
export function theConversation(id: string | null): string {
  if (id !== null) return id
  throw new AppError('invalid_input', 'This is only possible in a conversation. Open one and ask again.')
}
