import { AppError } from '../../shared/errors.ts'
import { announce, type Room } from './room.ts'

/** More than one looks through beside a conversation; the page has them all. */
const mostShown = 20

/** What was learned in the open conversation and waits for a yes. Returns what asks for it. */
export function createProposals(room: Room): () => Promise<void> {
  const { ask, get, set, t } = room
  let round = 0

  return async () => {
    const mine = (round += 1)
    const { id, loading, conversation } = get().chat
    const before = get().memory.proposals
    if (before.some(({ conversationId }) => conversationId !== id))
      set(({ memory }) => ({ memory: { ...memory, proposals: [] } }))
    if (loading.state !== 'ready' || conversation?.temporary) return
    try {
      const { facts } = await ask('memory.list', {
        conversationId: id,
        statuses: ['proposed'],
        limit: mostShown,
      })
      if (mine !== round || get().chat.id !== id) return
      set(({ memory }) => ({ memory: { ...memory, proposals: facts } }))
      const known = new Set(before.map((fact) => fact.id))
      const fresh = facts.filter((fact) => !known.has(fact.id)).length
      if (fresh > 0) announce(room, t('notices:facts.proposed', { count: fresh }))
    } catch (error) {
      // Nobody asked for them: what is shown stays, and the page would say why.
      if (!(error instanceof AppError)) throw error
    }
  }
}
