import type { Message } from '../../../shared/message.ts'

/**
 * Metadata as it may leave this computer, and come to one: what is still under way ends here, and what belongs to one
 * computer (how a step is taken back, where its output lies, which app writes) stays there, as grants do. The same for
 * what has been settled already.
 */
export function settledMetadata(
  messageType: Message['messageType'],
  metadata: unknown,
): Record<string, unknown> | null {
  if (typeof metadata !== 'object' || metadata === null) return null
  const { writer: _, inverse: __, outputFile: ___, ...rest }: Record<string, unknown> = { ...metadata }
  if (messageType === 'text' && rest['status'] === 'streaming') rest['status'] = 'interrupted'
  if (messageType === 'agent_progress' && (rest['state'] === 'started' || rest['state'] === 'output'))
    rest['state'] = 'unknown'
  // What a document says of a plan was not looked at here: nobody can say yes to it.
  if (messageType === 'agent_request' && rest['status'] === 'pending') rest['status'] = 'expired'
  return rest
}
