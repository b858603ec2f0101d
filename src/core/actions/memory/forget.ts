import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction, type Action } from '../action.ts'
import type { Fact, Memory } from '../store.ts'
import { factKey } from './fact-key.ts'
import { theConversation } from './remember.ts'
import { showFact } from './show-fact.ts'

export function forgetAction(memory: Memory): Action {
  return defineAction({
    name: 'forget',
    description: 'Forgets a remembered fact.',
    input: z.strictObject({
      text: z.string().trim().min(1).max(2_000).describe('The fact, or words that only it has'),
    }),
    risk: () => 'change',
    // What is kept to bring it back would not be forgotten.
    undo: 'no',
    summarize: ({ text }) => `Forget: ${text}`,
    preview: ({ text }) => ({
      kind: 'targets',
      targets: [text],
      notes: ['What is forgotten is kept nowhere, so it cannot be brought back.'],
    }),
    async execute({ text }, { conversationId }) {
      const id = theConversation(conversationId)
      const fact = findFact(await memory.remembered(id), text)
      if (!(await memory.forget(id, fact.key))) throw unknown(text)
      return { summary: `Forgot: ${showFact(fact)}` }
    },
  })
}

/** The one that is meant: by its whole text, or else by words that only it has. */
function findFact(facts: readonly Fact[], text: string): Fact {
  const key = factKey(text)
  const whole = facts.find((fact) => fact.key === key)
  if (whole) return whole
  const [only, ...others] = key === '' ? [] : facts.filter((fact) => factKey(showFact(fact)).includes(key))
  if (only === undefined) throw unknown(text)
  if (others.length === 0) return only
  const all = [only, ...others].map((fact) => `“${showFact(fact)}”`)
  throw new AppError(
    'invalid_input',
    `Several facts hold “${text}”. Say which: ${all.slice(0, 10).join(', ')}`,
  )
}

function unknown(text: string): AppError {
  return new AppError('not_found', `Nothing like “${text}” is remembered in this conversation.`)
}
