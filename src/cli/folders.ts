import { resolve } from 'node:path'
import type { Assistant } from '../core/assistant.ts'
import { visible } from '../shared/visible.ts'
import { table, when } from './text.ts'
import type { Session } from './session.ts'

/** Prints the folders in which actions may work: a line each, or with `--json` one array. */
export async function listFolders(assistant: Assistant, { output, options }: Session): Promise<number> {
  const folders = await assistant.folders.list()
  if (options.json) output.result(`${JSON.stringify(folders)}\n`)
  else if (folders.length === 0)
    output.note('No folder is granted: Hearth touches no files. Grant one with “hearth folders grant PATH”.')
  else output.result(table(folders.map(({ path, grantedAt }) => [when(grantedAt), visible(path)])))
  return 0
}

/** Lets actions work in a folder from now on. */
export async function grantFolder(assistant: Assistant, session: Session, path: string): Promise<number> {
  const { terminal, output, options } = session
  const folder = await assistant.folders.grant(resolve(terminal.surroundings.cwd, path))
  if (options.json) output.result(`${JSON.stringify(folder)}\n`)
  else output.note(`Hearth may work in ${visible(folder.path)} now.`)
  return 0
}

/** No action works there any more. */
export async function revokeFolder(assistant: Assistant, session: Session, path: string): Promise<number> {
  const { terminal, output, options } = session
  const absolute = resolve(terminal.surroundings.cwd, path)
  await assistant.folders.revoke(absolute)
  if (options.json) output.result(`${JSON.stringify({ revoked: absolute })}\n`)
  else output.note(`Hearth may no longer work in ${visible(absolute)}.`)
  return 0
}
