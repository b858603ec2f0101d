import { z } from 'zod'
import type { AppError } from '../../shared/errors.ts'

/** What one app tells the others: that something changed, not what it is now. They read it anew. */
export const changeSchema = z.discriminatedUnion('type', [
  z.object({ type: z.literal('conversation'), id: z.uuid() }),
  z.object({ type: z.literal('message'), id: z.uuid(), conversationId: z.uuid() }),
  z.object({ type: z.literal('messages.removed'), conversationId: z.uuid(), ids: z.array(z.uuid()) }),
  z.object({ type: z.literal('memory') }),
  /** The connection was lost for a while: nobody knows what was missed. */
  z.object({ type: z.literal('everything') }),
])
export type Change = z.infer<typeof changeSchema>

/** What only a database that several apps share has: the others. */
export interface SharedStore {
  /** Which of the apps this one is. New at every start. */
  readonly appId: string
  /** Those of some apps that are connected now. */
  living(appIds: readonly string[]): Promise<ReadonlySet<string>>
  /**
   * A conversation for this app alone, until what is returned is called or the app is gone; null while another app has
   * it. What was announced before it is given back, whoever has it next has heard.
   */
  claim(conversationId: string): Promise<(() => Promise<void>) | null>
  /** Tells the other apps. While the server is out of reach it is kept, and told when it is back. */
  announce(change: Change): void
  /** What others announce. Returns what stops listening. */
  onChange(listener: (change: Change) => void): () => void
  /** The server is out of reach, or there again (null). Returns what stops listening. */
  onTrouble(listener: (error: AppError | null) => void): () => void
}
