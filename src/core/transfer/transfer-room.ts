import type { OpenDatabase } from '../database/database.ts'
import type { Room } from '../orchestrator/room.ts'

/** What exports and imports work with. */
export interface TransferRoom extends Pick<Room, 'db' | 'shared' | 'events' | 'clock' | 'newId' | 'log'> {
  /** Of Hearth, for what is exported. */
  readonly version: string
  readonly erasing: OpenDatabase['erasing']
  readonly dataFolder: string
  /** Whether something is being answered or carried out in a conversation. */
  readonly isBusy: (conversationId: string) => boolean
}
