import { z } from 'zod'
import { storableText } from '../shared/text.ts'
import { listSettings, saveSetting } from './database/queries/settings.ts'
import type { Room } from './orchestrator/room.ts'

/** What is typed into a chat that has not begun. There is one on each computer, and it outlives the window. */
export interface NewDraft {
  /** Empty where there is none. */
  newDraft(): Promise<string>
  setNewDraft(draft: string): Promise<void>
}

const name = 'newDraft'

/** `computer` names this computer together with its data folder. */
export function createNewDraft({ db, clock }: Pick<Room, 'db' | 'clock'>, computer: string): NewDraft {
  return {
    newDraft: async () =>
      z
        .string()
        .catch('')
        .parse((await listSettings(db, computer)).get(name)),
    async setNewDraft(draft) {
      await saveSetting(db, { computer, name, value: storableText(draft), now: clock.now() })
    },
  }
}
