import type { EventListener, HearthEvent } from '../../shared/events.ts'

type Delta = Extract<HearthEvent, { type: 'turn.delta' }>

/**
 * Passes events on, with the pieces of an answer joined to one for each kind and frame: the first piece goes at once,
 * what follows within `periodMs` goes together. Every other event is sent in its place among them.
 */
export function coalesceDeltas(send: EventListener, periodMs = 16): EventListener {
  const waiting = new Map<string, Delta>()
  let timer: NodeJS.Timeout | null = null

  const flush = (): void => {
    for (const delta of waiting.values()) send(delta)
    waiting.clear()
  }
  const tick = (): void => {
    timer = waiting.size > 0 ? setTimeout(tick, periodMs) : null
    flush()
  }

  return (event) => {
    if (event.type !== 'turn.delta') {
      flush()
      return send(event)
    }
    if (!timer) {
      timer = setTimeout(tick, periodMs)
      return send(event)
    }
    const key = `${event.kind} ${event.messageId}`
    const before = waiting.get(key)
    if (before && before.offset + before.text.length === event.offset) {
      waiting.set(key, { ...before, text: before.text + event.text })
      return
    }
    if (before) flush()
    waiting.set(key, event)
  }
}
