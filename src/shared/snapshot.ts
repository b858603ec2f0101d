/** Why a snapshot was made. */
export const snapshotReasons = ['daily', 'migration', 'asked', 'restore'] as const
export type SnapshotReason = (typeof snapshotReasons)[number]

/** As people read it. */
export const reasonWords: Readonly<Record<SnapshotReason, string>> = {
  daily: 'daily',
  migration: 'before an update',
  asked: 'asked for',
  restore: 'before a restore',
}

/** A copy of the database on disk that was opened and counted when it was made. */
export interface Snapshot {
  readonly id: string
  /** ISO 8601, UTC. */
  readonly createdAt: string
  readonly reason: SnapshotReason
  readonly conversations: number
  readonly messages: number
  readonly contexts: number
  /** When its newest message was written; null without messages. ISO 8601, UTC. */
  readonly lastMessageAt: string | null
  /** Size of its file. */
  readonly bytes: number
}
