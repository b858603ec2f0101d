import type { Reasons } from '../../shared/context.ts'
import { AppError } from '../../shared/errors.ts'
import type { Database } from '../database/database.ts'
import { factsOf } from '../database/queries/facts.ts'
import { findMessage } from '../database/queries/messages.ts'
import { recalledMessages } from '../database/queries/recall.ts'

/**
 * What an answer was given besides its conversation, as that is now. An answer knows ids only, so of what was forgotten
 * since nothing is left but the number. Throws `not_found` for an answer that is gone.
 */
export async function why(db: Database, messageId: string): Promise<Reasons> {
  const answer = await findMessage(db, messageId)
  if (!answer) throw new AppError('not_found', 'This answer is gone or was replaced.')
  const recalled = answer.messageType === 'text' ? answer.metadata?.recalled : undefined
  const { contexts = [], messages = [] } = recalled ?? {}
  const [facts, said] = await Promise.all([factsOf(db, contexts), recalledMessages(db, messages)])
  const byId = new Map(facts.map((fact) => [fact.id, fact]))
  return {
    // In the order in which they stood in the prompt.
    facts: contexts.flatMap((id) => byId.get(id) ?? []),
    forgotten: contexts.length - facts.length,
    messages: said,
  }
}
