import { z } from 'zod'
import { errorReportSchema } from './error-report.ts'
import { requestMetadataSchema, type RequestMetadata } from './request.ts'
import {
  progressMetadataSchema,
  resultMetadataSchema,
  type ProgressMetadata,
  type ResultMetadata,
} from './run.ts'

/**
 * Messages and the metadata that belongs to each type. The schemas are checked whenever a message is
 * written, so whoever reads one may trust it.
 */
export const messageTypes = ['text', 'agent_request', 'agent_progress', 'agent_result'] as const
export type MessageType = (typeof messageTypes)[number]

export const roles = ['user', 'assistant', 'system'] as const
export type Role = (typeof roles)[number]

/** What a prompt was made of, in tokens by our own cautious count: what Ollama counted is in `usage.promptTokens`. */
const promptSchema = z.strictObject({
  /** The window that was asked for. */
  numCtx: z.number().int().positive(),
  /** Who the assistant is, and the actions that were offered. */
  system: z.number().int().nonnegative(),
  /** What was recalled. */
  memory: z.number().int().nonnegative(),
  history: z.number().int().nonnegative(),
  /** The last message. */
  message: z.number().int().nonnegative(),
  /** Messages of the conversation that had no room. */
  left: z.number().int().nonnegative().optional(),
})

/** Ids only: what is forgotten must not stand here. */
const recalledSchema = z.strictObject({ contexts: z.array(z.uuid()), messages: z.array(z.uuid()) })

/**
 * How far an answer came: `streaming` while it is written, `complete`, `stopped` by the person, `interrupted`
 * by a crash or the end of the app, `failed` by the model server.
 */
const answerStatuses = ['streaming', 'complete', 'stopped', 'interrupted', 'failed'] as const
export type AnswerStatus = (typeof answerStatuses)[number]

/** Times in milliseconds, amounts in tokens. */
const usageSchema = z.strictObject({
  promptTokens: z.number().int().nonnegative().optional(),
  answerTokens: z.number().int().nonnegative().optional(),
  loadMs: z.number().nonnegative().optional(),
  firstTokenMs: z.number().nonnegative().optional(),
  totalMs: z.number().nonnegative().optional(),
})
export type Usage = z.infer<typeof usageSchema>

const textMetadataSchema = z.strictObject({
  turnId: z.uuid().optional(),
  status: z.enum(answerStatuses).optional(),
  model: z.string().optional(),
  thinking: z.string().optional(),
  thinkingMs: z.number().nonnegative().optional(),
  /** Why the model stopped: `length` means that the answer ran into a limit. */
  doneReason: z.string().optional(),
  error: errorReportSchema.optional(),
  usage: usageSchema.optional(),
  prompt: promptSchema.optional(),
  /** What was remembered and went into the prompt. */
  recalled: recalledSchema.optional(),
  /** Which app is writing it, where several share a database; gone when it is finished. */
  writer: z.uuid().optional(),
})
export type TextMetadata = z.infer<typeof textMetadataSchema>

/** Which schema belongs to which type of message. */
export const metadataSchemas = {
  text: textMetadataSchema,
  agent_request: requestMetadataSchema,
  agent_progress: progressMetadataSchema,
  agent_result: resultMetadataSchema,
} as const satisfies Record<MessageType, z.ZodType>

interface MetadataOf {
  readonly text: TextMetadata
  readonly agent_request: RequestMetadata
  readonly agent_progress: ProgressMetadata
  readonly agent_result: ResultMetadata
}

interface MessageBase {
  readonly id: string
  readonly conversationId: string
  readonly role: Role
  readonly content: string
  /** ISO 8601, UTC. Never runs backwards within a conversation, whatever the clock does. */
  readonly createdAt: string
}

/** One row of `message`: the type decides the metadata. */
export type Message = {
  readonly [T in MessageType]: MessageBase & {
    readonly messageType: T
    readonly metadata: MetadataOf[T] | null
  }
}[MessageType]
export type TextMessage = Extract<Message, { messageType: 'text' }>
export type RequestMessage = Extract<Message, { messageType: 'agent_request' }>
export type ProgressMessage = Extract<Message, { messageType: 'agent_progress' }>
export type ResultMessage = Extract<Message, { messageType: 'agent_result' }>
