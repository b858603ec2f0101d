import { relative } from 'node:path'
import { z } from 'zod'
import { visible } from '../../../shared/visible.ts'
import { AppError } from '../../../shared/errors.ts'
import { defineAction } from '../action.ts'
import { systemCode } from '../../file-errors.ts'
import { openFile } from '../folders/open-file.ts'
import type { OpenFolder } from '../folders/open-folder.ts'
import { nameOf } from '../folders/path-text.ts'
import { reachFolder, spotIn } from '../folders/reach.ts'
import type { Place } from '../place.ts'
import { count, decodeText, readBytes } from './text.ts'
import { walk } from './walk.ts'
import type { Found } from './walk.ts'

const most = { hits: 200, names: 200_000, bytesOfFile: 4_000_000, bytes: 500_000_000, lineLength: 200 }

const input = z.strictObject({
  text: z.string().min(1).max(1_000).describe('Plain text, in capitals or not'),
  folder: z.string().default('.').describe('Without it: the granted folder'),
  where: z.enum(['names', 'contents', 'both']).default('both'),
})

export const searchFiles = defineAction({
  name: 'search_files',
  description: 'Finds files whose name or content holds a text, in a folder and beneath it.',
  input,
  risk: () => 'read',
  undo: 'yes',
  reads: ({ folder }) => [folder],
  bind: (args, whole) => ({ ...args, folder: whole(args.folder) }),
  summarize: ({ text, folder }) => `Look for “${text}” in ${nameOf(folder)}.`,
  execute: (args, { place, signal }) =>
    reachFolder(args.folder, place, async (opened) => {
      const { hits, notes } = await search(opened, args, place, signal)
      return {
        summary: `Found ${count(hits.length, 'place')} with “${args.text}” in ${opened.path}.`,
        output: [...hits, ...notes].join('\n') || 'Nothing was found.',
        source: opened.path,
      }
    }),
})

async function search(
  folder: OpenFolder,
  { text, where }: z.output<typeof input>,
  place: Place,
  signal: AbortSignal,
): Promise<{ hits: string[]; notes: string[] }> {
  const wanted = text.toLowerCase()
  const hits: string[] = []
  let [names, bytes, skipped] = [0, 0, 0]
  const isCut = (): boolean => hits.length >= most.hits || names >= most.names || bytes >= most.bytes
  for await (const found of walk(folder, place, signal, () => (skipped += 1))) {
    names += 1
    const shown = visible(relative(folder.path, found.path))
    if (where !== 'contents' && found.name.toLowerCase().includes(wanted))
      hits.push(found.kind === 'folder' ? `${shown}/` : shown)
    if (where !== 'names' && found.kind === 'file') {
      const content = await readText(found, place)
      bytes += content.size
      if (content.cut) skipped += 1
      const lines = linesWith(wanted, content.text, most.hits - hits.length)
      hits.push(...lines.map((line) => `${shown}:${line}`))
    }
    if (isCut()) break
  }
  const notes: string[] = []
  if (isCut()) notes.push('There may be more: the search ended at its limit.')
  if (skipped > 0)
    notes.push(`${count(skipped, 'file or folder', 'files or folders')} could not be looked through whole.`)
  return { hits, notes }
}

/** The beginning of a file as text; empty for what is not text. `cut`: not all of it could be read. */
async function readText(
  { folder, name }: Found,
  place: Place,
): Promise<{ text: string; size: number; cut: boolean }> {
  try {
    await using handle = await openFile(await spotIn(folder, name, 'read', place))
    const { size } = await handle.stat()
    const bytes = await readBytes(handle, 0, Math.min(size, most.bytesOfFile))
    const text = decodeText(bytes)?.text ?? ''
    return { text, size: bytes.length, cut: text !== '' && size > most.bytesOfFile }
  } catch (error) {
    if (error instanceof AppError || systemCode(error) !== null) return { text: '', size: 0, cut: true }
    throw error
  }
}

function linesWith(wanted: string, text: string, atMost: number): string[] {
  const found: string[] = []
  if (!text.toLowerCase().includes(wanted)) return found
  for (const [index, line] of text.split(/\r\n|\r|\n/).entries()) {
    const at = line.toLowerCase().indexOf(wanted)
    if (at === -1) continue
    if (found.length === atMost) break
    const start = Math.max(0, at - 80)
    found.push(`${index + 1}: ${line.slice(start, start + most.lineLength).trim()}`)
  }
  return found
}
