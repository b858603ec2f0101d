import { z } from 'zod'
import { contextOrigins, contextStatuses, contextTypes } from '../../shared/context.ts'
import { titleLimit } from '../../shared/conversation.ts'
import { endsWithin } from '../../shared/text.ts'
import { metadataSchemas, roles, type Message, type MessageType } from '../../shared/message.ts'

/**
 * The memory document: what an export writes and an import reads. Described for others in docs/memory-document.md;
 * docs/memory-document.schema.json is made from this file.
 */
export const documentFormat = 'hearth.memory'
export const documentVersion = 1

/** Of any version: what is stored may come from elsewhere. */
const id = z
  .string()
  .regex(/^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/, 'This is no UUID in small letters')
  .describe('A UUID, in small letters.')
const largestInteger = 2_147_483_647
/** Characters: as many as Hearth takes from a person. */
const longest = { name: 500, text: 16_000_000 }
const textOf = (most: number): z.ZodString =>
  z.string().max(most, `This is longer than ${most.toLocaleString('en')} characters`)
/** As Hearth writes it, in years in which there are computers. */
const moment = z
  .string()
  .regex(
    /^(?:19[7-9]\d|2\d{3})-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/,
    'This is no time such as 2026-03-01T10:00:00.000Z, in the years 1970 to 2999',
  )
  .refine(isInCalendar, 'There is no such day or time')
  .describe('UTC, with milliseconds: 2026-03-01T10:00:00.000Z.')

function isInCalendar(text: string): boolean {
  const time = Date.parse(text)
  return !Number.isNaN(time) && new Date(time).toISOString() === text
}

const deepestValue = 100
const valueProblem = `This is longer than ${longest.text.toLocaleString('en')} characters, or nested more than ${deepestValue} levels deep`

function isOfUse(value: unknown): boolean {
  return endsWithin(deepestValue, value) && JSON.stringify(value).length <= longest.text
}

const conversationShape = {
  id,
  title: textOf(titleLimit),
  titledBy: z.enum(['message', 'model', 'person']).describe('Who gave the title.'),
  model: textOf(longest.name).nullable().describe('The model that answers in it.'),
  numCtx: z.number().int().min(512).max(1_048_576).describe('Its context window, in tokens.'),
  summary: textOf(longest.text).nullable().describe('What the beginning of a long conversation came to.'),
  summaryUntil: id.nullable().describe('The id of the last message that the summary tells of.'),
  createdAt: moment,
  updatedAt: moment.describe('When something was last said.'),
}
export const conversationSchema = z.strictObject(conversationShape)
export type ConversationRecord = z.infer<typeof conversationSchema>

const messageOf = <T extends MessageType>(type: T) =>
  z.strictObject({
    id,
    role: z.enum(roles),
    content: textOf(longest.text),
    messageType: z.literal(type),
    metadata: metadataSchemas[type].nullable(),
    createdAt: moment,
    supersededAt: moment
      .nullable()
      .describe('Set when an edit or a new answer took its place: it is no longer part of the conversation.'),
  })
/** A request is a message of type `agent_request`, what came of it one of `agent_result`. */
export const messageSchema = z.discriminatedUnion('messageType', [
  messageOf('text'),
  messageOf('agent_request'),
  messageOf('agent_progress'),
  messageOf('agent_result'),
])
/** The same, with the metadata that belongs to each type. */
export type MessageRecord = {
  readonly [T in MessageType]: Omit<Extract<Message, { messageType: T }>, 'conversationId'> & {
    readonly supersededAt: string | null
  }
}[MessageType]

export const contextSchema = z.strictObject({
  id,
  conversationId: id.describe('Of a conversation in this document.'),
  type: z.enum(contextTypes),
  key: z.string().min(1).max(255).describe('Once in its conversation.'),
  value: z.json().refine(isOfUse, valueProblem),
  status: z.enum(contextStatuses),
  origin: z.enum(contextOrigins).describe('Who it is from.'),
  confidence: z
    .number()
    .min(0)
    .max(1)
    .nullable()
    .describe('How sure the model was; null where a person said it.'),
  evidence: textOf(longest.text).nullable().describe('The words that it rests on.'),
  messageId: id.nullable().describe('The message in which they were said; it may be in no document.'),
  pinned: z.boolean(),
  usedAt: moment.nullable().describe('When it last went into a prompt.'),
  useCount: z.number().int().min(0).max(largestInteger).describe('Into how many prompts it went.'),
  history: z
    .array(z.strictObject({ value: z.json().refine(isOfUse, valueProblem), until: z.iso.datetime() }))
    .max(100)
    .describe('What it said before, the oldest first.'),
  createdAt: moment,
  updatedAt: moment,
})
export type ContextRecord = z.infer<typeof contextSchema>

/** What is not to be learned again, as a hash: what was forgotten is in no document. */
export const forgottenSchema = z.strictObject({
  kind: z.enum(['words', 'key']),
  hash: z.string().regex(/^[\da-f]{64}$/, 'This is no SHA-256 in hexadecimal'),
  createdAt: moment,
})
export type ForgottenRecord = z.infer<typeof forgottenSchema>

const scopeSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('conversation'), conversationId: z.uuid() }),
  z.strictObject({ kind: z.literal('memory') }),
  z.strictObject({
    kind: z.literal('range'),
    after: z.iso.datetime().optional(),
    before: z.iso.datetime().optional(),
  }),
])

/** All but the lists, which are too long to be held at once. */
export const headShape = {
  format: z.literal(documentFormat),
  version: z.literal(documentVersion),
  exportedAt: z.iso.datetime(),
  application: z.strictObject({ name: z.string(), version: z.string() }).describe('What wrote it.'),
  scope: scopeSchema.describe('What was asked for.'),
}
const checksumSchema = z
  .string()
  .regex(/^[\da-f]{64}$/, 'This is no SHA-256 in hexadecimal')
  .describe(
    'SHA-256 over the content, hexadecimal: each conversation without its messages, then each of its messages; after all of them each context, and each of what was forgotten, in the order of the document; each as canonical JSON (RFC 8785) in UTF-8, followed by a line feed.',
  )

/** The whole, for its JSON Schema and for tests. The order is the order of the document, and has to be kept. */
export const documentSchema = z.strictObject({
  ...headShape,
  conversations: z.array(z.strictObject({ ...conversationShape, messages: z.array(messageSchema) })),
  contexts: z.array(contextSchema),
  forgotten: z.array(forgottenSchema),
  sha256: checksumSchema,
})
