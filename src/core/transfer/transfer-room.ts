import type { Room } from '../orchestrator/room.ts'

/** What exports and imports work with. */
export interface TransferRoom extends Pick<Room, 'db' | 'shared' | 'events' | 'clock' | 'newId'> {
  /** Of Hearth, for what is exported. */
  readonly version: string
  /** Whether something is being answered or carried out in a conversation. */
  readonly isBusy: (conversationId: string) => boolean
}
