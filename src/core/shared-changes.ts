import { reportError } from '../shared/errors.ts'
import { subjectOf } from '../shared/event-subject.ts'
import type { HearthEvent } from '../shared/events.ts'
import { findConversation } from './database/queries/conversations.ts'
import { findMessage } from './database/queries/messages.ts'
import type { Change } from './database/shared-store.ts'
import type { Room } from './orchestrator/room.ts'
import type { Turns } from './orchestrator/turns.ts'

/**
 * Where several apps share a database: tells the others what changed here, and the windows here what others changed, as
 * it is now. Returns what stops it.
 */
export function shareChanges(room: Room, turns: Pick<Turns, 'end'>): () => void {
  const { db, shared, history, events, log } = room
  if (!shared) return () => {}
  /** Told to the windows here, and to nobody else: all have heard it from whoever did it. */
  let foreign = false
  /** Messages that a running turn has taken out; in the database they stay until its answer comes. */
  const takenOut = new Map<string, readonly string[]>()
  let last: Promise<void> = Promise.resolve()

  function tell(event: HearthEvent): void {
    foreign = true
    events.emit(event)
    foreign = false
  }

  async function retell(change: Change): Promise<void> {
    switch (change.type) {
      case 'conversation': {
        const { id } = change
        const conversation = await findConversation(db, id)
        if (conversation) return tell({ type: 'conversation.saved', conversation })
        await turns.end(id, 'stopped')
        return tell({ type: 'conversation.removed', id })
      }
      case 'message': {
        const message = await findMessage(db, change.id)
        if (message) tell({ type: 'message.saved', message })
        return
      }
      case 'messages.removed':
        return tell(change)
      case 'memory':
        return tell({ type: 'memory.changed' })
      case 'everything':
        return tell({ type: 'store.changed' })
    }
  }

  /** Temporary conversations of this app. */
  const temporary = new Set<string>()

  function announce(event: HearthEvent): void {
    if (foreign) return
    if (event.type === 'conversation.saved' && event.conversation.temporary)
      temporary.add(event.conversation.id)
    const of = subjectOf(event)
    // Nobody else learns of one.
    if (of !== null && temporary.has(of)) {
      if (event.type === 'conversation.removed') temporary.delete(of)
      return
    }
    if (event.type === 'messages.removed') takenOut.set(event.conversationId, event.ids)
    if (event.type === 'turn.ended') {
      // Told again: whoever opened the conversation meanwhile has read them.
      const { conversationId } = event.end
      const ids = takenOut.get(conversationId)
      takenOut.delete(conversationId)
      if (ids) shared?.announce({ type: 'messages.removed', conversationId, ids: [...ids] })
    }
    const change = changeOf(event)
    if (change) shared?.announce(change)
  }

  const stops = [
    events.listen(announce),
    shared.onTrouble((error) => events.emit({ type: 'store.trouble', error: error && reportError(error) })),
    shared.onChange((change) => {
      // At once: whoever begins a turn now must not have read what is gone.
      if (change.type === 'everything') history.forgetAll()
      else if (change.type !== 'memory')
        history.forget(change.type === 'conversation' ? change.id : change.conversationId)
      last = last
        .then(() => retell(change))
        .catch((error: unknown) => log.warn('change.unread', { change: change.type, error }))
    }),
  ]
  return () => {
    for (const stop of stops) stop()
  }
}

/** What others have to read anew after an event here, or null. */
function changeOf(event: HearthEvent): Change | null {
  switch (event.type) {
    case 'conversation.saved':
      return { type: 'conversation', id: event.conversation.id }
    case 'conversation.removed':
      return { type: 'conversation', id: event.id }
    case 'message.saved':
      return { type: 'message', id: event.message.id, conversationId: event.message.conversationId }
    case 'messages.removed':
      return { ...event, ids: [...event.ids] }
    case 'memory.changed':
      return { type: 'memory' }
    case 'turn.ended':
      return { type: 'message', id: event.end.answer.id, conversationId: event.end.conversationId }
    default:
      return null
  }
}
