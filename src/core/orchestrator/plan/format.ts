import { z } from 'zod'
import type { Catalogue } from '../../actions/catalogue.ts'
import type { ActionCall } from '../../ollama/model-server.ts'
import { parsedJson } from '../../parsed-json.ts'

const answerSchema = z.strictObject({
  say: z.string(),
  actions: z.array(z.strictObject({ action: z.string(), arguments: z.record(z.string(), z.unknown()) })),
})

/** The JSON schema that an answer has to follow: what is said, and actions by their names. */
export function answerFormat(catalogue: Catalogue): object {
  const named = answerSchema.extend({
    actions: z.array(
      z.strictObject({ action: z.enum([...catalogue.keys()]), arguments: z.record(z.string(), z.unknown()) }),
    ),
  })
  const { $schema: _, ...schema } = z.toJSONSchema(named, { io: 'input' })
  return schema
}

/** What the schema cannot tell: what the actions are for, and their arguments. */
export function formatNote(catalogue: Catalogue): string {
  const actions = [...catalogue.values()].map(
    ({ offered: { name, description, input } }) =>
      `- ${name}: ${description} Arguments: ${JSON.stringify(input)}`,
  )
  return [
    'Answer with JSON only: {"say": what you tell the person, "actions": [{"action": its name, "arguments": {…}}]}, with an empty list where nothing is to be done. The actions are:',
    ...actions,
  ].join('\n')
}

/** Null where it is not whole, or of another form. */
export function readFormatted(text: string): { say: string; calls: readonly ActionCall[] } | null {
  const answer = answerSchema.safeParse(parsedJson(text))
  if (!answer.success) return null
  const calls = answer.data.actions.map(({ action, arguments: given }) => ({
    name: action,
    arguments: given,
  }))
  return { say: answer.data.say, calls }
}
