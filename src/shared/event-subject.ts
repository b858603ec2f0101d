import type { HearthEvent } from './events.ts'

/** The conversation that an event is about; null where it is about none, or names none. */
export function subjectOf(event: HearthEvent): string | null {
  switch (event.type) {
    case 'conversation.saved':
      return event.conversation.id
    case 'conversation.removed':
      return event.id
    case 'message.saved':
      return event.message.conversationId
    case 'turn.started':
      return event.turn.conversationId
    case 'turn.ended':
      return event.end.conversationId
    case 'run.changed':
      return event.run.conversationId
    case 'messages.removed':
    case 'turn.delta':
    case 'run.ended':
      return event.conversationId
    default:
      return null
  }
}
