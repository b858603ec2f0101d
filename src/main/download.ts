import type { HearthEvent } from '../shared/events.ts'

/** How far a download has come: from 0 to 1, or null when it is over or goes on only if somebody says so. */
export interface Download {
  readonly id: string
  readonly fraction: number | null
}

/** What an event tells of a download; null for those that tell of something else. */
export function downloadOf(event: HearthEvent): Download | null {
  if (event.type === 'pull.ended') return { id: `pull ${event.name}`, fraction: null }
  if (event.type !== 'pull.progress') return null
  const { name, state, bytes, total } = event.pull
  const goes = state === 'pulling' || state === 'waiting'
  return { id: `pull ${name}`, fraction: goes ? (total ? Math.min(1, bytes / total) : 0) : null }
}
