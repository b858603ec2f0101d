import type { EventListener } from '../shared/events.ts'

/** What Hearth is doing, in a word: the most urgent of it. */
export type TrayState =
  | { readonly kind: 'approval' }
  | { readonly kind: 'downloading'; readonly percent: number }
  | { readonly kind: 'answering' }
  | { readonly kind: 'ready' }

export interface WatchedState {
  readonly listener: EventListener
  /** So many plans wait for an answer. */
  plansWait(count: number): void
  /** How far a download has come, from 0 to 1; null when none is under way any more. */
  download(fraction: number | null): void
  current(): TrayState
}

/** Knows from the assistant's events what it is doing; of plans, which may be older, it is told. */
export function watchState(): WatchedState {
  const turns = new Set<string>()
  const runs = new Set<string>()
  let plans = 0
  let downloaded: number | null = null

  return {
    listener(event) {
      if (event.type === 'turn.started') turns.add(event.turn.id)
      else if (event.type === 'turn.ended') turns.delete(event.end.turnId)
      else if (event.type === 'run.changed') runs.add(event.run.id)
      else if (event.type === 'run.ended') runs.delete(event.runId)
    },
    plansWait(count) {
      plans = count
    },
    download(fraction) {
      downloaded = fraction
    },
    current() {
      if (plans > 0) return { kind: 'approval' }
      if (downloaded !== null) return { kind: 'downloading', percent: Math.floor(downloaded * 100) }
      return { kind: turns.size + runs.size > 0 ? 'answering' : 'ready' }
    },
  }
}
