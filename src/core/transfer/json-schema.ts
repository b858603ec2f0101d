import { z } from 'zod'
import { documentSchema } from './document.ts'

/** The JSON Schema (draft 2020-12) of the memory document, as docs/memory-document.schema.json has it. */
export function memoryDocumentSchema(): string {
  const schema = z.toJSONSchema(documentSchema, { target: 'draft-2020-12' })
  const title = 'Hearth memory document, version 1'
  const description = 'What is said and remembered in Hearth. See memory-document.md beside this file.'
  return `${JSON.stringify({ $schema: schema.$schema, title, description, ...schema }, null, 2)}\n`
}
