import { readFile } from 'node:fs/promises'
import { z } from 'zod'

const lineSchema = z.strictObject({
  text: z.string().min(1),
  /** What a person means by it: to talk, to have something done, or to have something taken away. */
  label: z.enum(['chat', 'action', 'destructive']),
  /** The action that does it, where one clearly does. */
  action: z.string().optional(),
})
export type EvalMessage = z.infer<typeof lineSchema>

/** The messages of a file, a line of JSON each. Throws an Error that names the line that is none. */
export async function readMessages(file: string): Promise<readonly EvalMessage[]> {
  const lines = (await readFile(file, 'utf8')).split('\n')
  return lines.flatMap((line, index) => {
    if (line.trim() === '') return []
    try {
      return lineSchema.parse(JSON.parse(line))
    } catch (error) {
      throw new Error(`Line ${index + 1} of ${file} is no message: ${line.slice(0, 80)}`, { cause: error })
    }
  })
}
