import type { EventListener, HearthEvent } from '../shared/events.ts'
import type { Log } from './log.ts'

/** Tells every listener, in order. A listener that throws is logged and hinders nobody. */
export interface EventHub {
  emit(event: HearthEvent): void
  /** Returns what stops listening. */
  listen(listener: EventListener): () => void
}

export function createEventHub(log: Log): EventHub {
  const listeners = new Set<EventListener>()
  return {
    emit(event) {
      for (const listener of listeners) {
        try {
          listener(event)
        } catch (error) {
          log.error('event.listener', { event: event.type, error })
        }
      }
    },
    listen(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}
