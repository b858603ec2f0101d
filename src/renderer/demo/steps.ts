import type { HearthEvent } from '../../shared/events.ts'

/** The tour of `npm run demo`, in its order. */
export const steps = ['chat', 'plan', 'undo', 'memory', 'export'] as const
export type Step = (typeof steps)[number]

/** The step that an event shows to have been taken. Whoever goes another way than the tour's gets the tick too. */
export function stepTaken(event: HearthEvent): Step | null {
  switch (event.type) {
    case 'turn.ended':
      return event.end.error === null && event.end.request === null ? 'chat' : null
    case 'run.ended':
      return 'plan'
    case 'message.saved': {
      const { message } = event
      return message.messageType === 'agent_result' && message.metadata?.undone !== undefined ? 'undo' : null
    }
    case 'memory.changed':
      return 'memory'
    case 'transfer.progress': {
      const { kind, ended, done, total } = event.progress
      return kind === 'export' && ended && done === total ? 'export' : null
    }
    default:
      return null
  }
}
