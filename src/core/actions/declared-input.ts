import { z } from 'zod'

/**
 * What a model is told of the arguments: names, types, choices and what they are for. Bounds, patterns and defaults are
 * left out: they take much of the room that a small window has, and `prepare` checks them all the same.
 */
export function declareInput(input: z.ZodType): Readonly<Record<string, unknown>> {
  return lean(z.toJSONSchema(input, { io: 'input' }))
}

type Schema = z.core.JSONSchema._JSONSchema

function lean(schema: Schema): Readonly<Record<string, unknown>> {
  if (typeof schema === 'boolean') return {}
  const { type, description, enum: choices, properties, required, items } = schema
  return {
    ...(type && { type }),
    ...(description && { description }),
    ...(choices && { enum: choices }),
    ...(items && !Array.isArray(items) && { items: lean(items) }),
    ...(properties && {
      properties: Object.fromEntries(Object.entries(properties).map(([name, part]) => [name, lean(part)])),
    }),
    ...(required && { required }),
  }
}
