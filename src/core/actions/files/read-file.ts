import { z } from 'zod'
import { defineAction } from '../action.ts'
import { openFile } from '../folders/open-file.ts'
import { reach } from '../folders/reach.ts'
import { checkStop } from '../../stop.ts'
import { count, decodeText, readBytes } from './text.ts'

const mostBytes = 200_000

export const readFile = defineAction({
  name: 'read_file',
  description: 'Reads a text file, or a part of it. Read on with “start”.',
  input: z.strictObject({
    path: z.string(),
    start: z.number().int().min(0).default(0).describe('First byte'),
    length: z
      .number()
      .int()
      .min(1)
      .max(mostBytes)
      .default(50_000)
      .describe('Bytes at most; 50,000 without it'),
  }),
  risk: () => 'read',
  undo: 'yes',
  reads: ({ path }) => [path],
  bind: (args, whole) => ({ ...args, path: whole(args.path) }),
  summarize: ({ path }) => `Read ${path}.`,
  execute: ({ path, start, length }, { place, signal }) =>
    reach(path, { use: 'read', follow: true }, place, async (spot) => {
      checkStop(signal)
      await using handle = await openFile(spot)
      const { size } = await handle.stat()
      const head = await readBytes(handle, 0, 4_096)
      const bytes = await readBytes(handle, start, length)
      const found = decodeText(bytes, head, start)
      const whole = `${spot.path} (${count(size, 'byte')})`
      if (found === null) {
        const summary = `${whole} is not text.`
        return { summary, output: summary, source: spot.path }
      }
      const end = start + bytes.length
      const part =
        start > 0 || end < size
          ? `Bytes ${start} to ${end} of ${whole}, ${found.encoding}:`
          : `${whole}, ${found.encoding}:`
      return {
        summary: `Read ${end - start < size ? `a part of ${whole}` : whole}.`,
        output: `${part}\n${found.text}`,
        source: spot.path,
      }
    }),
})
