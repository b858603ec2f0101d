import { join } from 'node:path'
import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction, type Action } from '../action.ts'
import { put } from '../files/put.ts'
import { targets } from '../files/targets.ts'
import { count } from '../files/text.ts'
import { writeEntry } from '../files/tree.ts'
import { reach } from '../folders/reach.ts'
import type { Place } from '../place.ts'
import type { ActionStore } from '../store.ts'

/** The same document that `hearth memory export` writes, and that an import reads. */
export function exportConversationsAction({ history }: Pick<ActionStore, 'history'>): Action {
  return defineAction({
    name: 'export_conversations',
    description: 'Writes one conversation, or all, to a new JSON file.',
    input: z.strictObject({
      path: z.string().optional().describe('Of the new file. Without it: a name with the date'),
      conversationId: z.uuid().optional().describe('Its id (a UUID). Without it: all'),
    }),
    risk: () => 'change',
    undo: 'yes',
    bind: (args, whole, place) => ({ ...args, path: whole(args.path ?? usualPath(place)) }),
    summarize: ({ path, conversationId }) =>
      `Export ${conversationId ? 'a conversation' : 'all conversations'} to ${path ?? 'a new file'}.`,
    preview: ({ path }, place) =>
      targets(
        [path ?? usualPath(place)],
        place,
        path === undefined ? ['Its name has the time of writing.'] : [],
      ),
    execute({ path, conversationId }, execution) {
      const { place, signal } = execution
      const wanted = { use: 'change', follow: true, make: true } as const
      return reach(path ?? usualPath(place), wanted, place, async (spot) => {
        let written = 0
        const changes = await put(spot, { replace: false }, execution, (draft) =>
          writeEntry(draft, 0o600, async (handle) => {
            written = await history.exportTo(handle, { conversationId, signal })
          }),
        )
        return {
          summary: `Exported ${count(written, 'conversation')} to ${spot.path}.`,
          inverse: { changes },
        }
      })
    },
  })
}

function usualPath({ granted, clock }: Place): string {
  const [first] = granted
  if (first === undefined) throw new AppError('no_folder', 'No folder is granted. Grant one first.')
  const now = clock.now().toISOString().slice(0, 19).replaceAll(':', '-')
  return join(first, `hearth-conversations-${now}.json`)
}
