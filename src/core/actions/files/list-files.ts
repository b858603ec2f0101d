import { join } from 'node:path'
import { z } from 'zod'
import { visible } from '../../../shared/visible.ts'
import { defineAction } from '../action.ts'
import { namesIn, statEntry } from '../folders/entry.ts'
import type { Entry } from '../folders/entry.ts'
import { isPrivate } from '../folders/private.ts'
import { nameOf } from '../folders/path-text.ts'
import { reachFolder } from '../folders/reach.ts'
import type { Place } from '../place.ts'
import { checkStop } from '../../stop.ts'
import { count } from './text.ts'

const shownAtMost = 500
/** Names that are held at once; a folder with more is told as that. */
const readAtMost = 200_000

export const listFiles = defineAction({
  name: 'list_files',
  description: 'Lists what is in a folder: names, kinds and sizes. Not what is beneath it.',
  input: z.strictObject({
    folder: z.string().default('.').describe('Without it: the granted folder'),
    start: z.number().int().min(0).default(0).describe('Names to leave out, to go on with a long list'),
  }),
  risk: () => 'read',
  undo: 'yes',
  reads: ({ folder }) => [folder],
  bind: (args, whole) => ({ ...args, folder: whole(args.folder) }),
  summarize: ({ folder }) => `List what is in ${nameOf(folder)}.`,
  execute: ({ folder, start }, { place, signal }) =>
    reachFolder(folder, place, async (opened) => {
      const names: string[] = []
      for await (const name of namesIn(opened)) {
        checkStop(signal)
        if (names.length === readAtMost) break
        names.push(name)
      }
      const shown = names.toSorted().slice(start, start + shownAtMost)
      const lines: string[] = []
      for (const name of shown) {
        checkStop(signal)
        lines.push(await describe({ folder: opened, name }, place))
      }
      const all = `${names.length === readAtMost ? 'more than ' : ''}${count(names.length, 'name')}`
      const part = shown.length < names.length ? `${shown.length} of ${all}, from ${start}:` : `${all}:`
      return {
        summary: `${opened.path} holds ${all}.`,
        output: [part, ...lines].join('\n'),
        source: opened.path,
      }
    }),
})

async function describe(entry: Entry, place: Place): Promise<string> {
  const name = visible(entry.name)
  if (isPrivate(join(entry.folder.path, entry.name), place.home, place.platform)) return `${name} (private)`
  const stat = await statEntry(entry)
  if (stat === null) return `${name} (gone)`
  if (stat.isDirectory()) return `${name}/`
  if (stat.isSymbolicLink()) return `${name} (link)`
  return stat.isFile() ? `${name} (${count(stat.size, 'byte')})` : `${name} (no file)`
}
