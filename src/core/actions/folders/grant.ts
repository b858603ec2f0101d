import { realpath, stat } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import type { Place } from '../place.ts'
import { absolutePath } from './path-text.ts'
import { trueDataFolder } from './allowed.ts'
import { fileError } from '../../file-errors.ts'
import { holdsPrivate, isPrivate } from './private.ts'
import { isWithin } from './within.ts'

/** Of the system itself: what is in there opens everything else, or belongs to all. */
const systemFolders: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  linux: ['/proc', '/sys', '/dev', '/boot', '/etc', '/usr', '/bin', '/sbin', '/lib'],
  darwin: ['/dev', '/etc', '/private/etc', '/usr', '/bin', '/sbin', '/System', '/Library', '/.vol'],
  win32: ['C:\\Windows', 'C:\\Program Files', 'C:\\Program Files (x86)', 'C:\\ProgramData'],
}

/**
 * The folder, free of links, as it is to be kept and put into `Place.granted`. Throws AppError `forbidden` for what is
 * never granted: the home folder or anything that holds it, what holds Hearth's data or lies in it, the system's own
 * folders, and where keys and passwords are kept. Nothing is narrowed: a smaller folder is the person's to choose.
 */
export async function checkGrant(
  folder: string,
  place: Pick<Place, 'home' | 'dataFolder' | 'platform'>,
): Promise<string> {
  const { platform } = place
  const text = absolutePath(folder, { ...place, granted: [] })
  let path: string
  try {
    path = await realpath(text)
    if (!(await stat(path)).isDirectory()) throw new AppError('invalid_input', `${text} is not a folder.`)
  } catch (error) {
    throw fileError(error, text)
  }
  // Once more: what a link leads to has a text of its own.
  absolutePath(path, { ...place, granted: [] })

  const home = await trueDataFolder(place.home)
  const own = await trueDataFolder(place.dataFolder)
  const refuse = (why: string): never => {
    throw new AppError('forbidden', `${path} ${why}. Choose a smaller folder, such as one project.`)
  }
  if (isWithin(path, home, platform)) refuse('is your home folder or holds it')
  if (isWithin(path, own, platform)) refuse('holds the data of Hearth')
  if (isWithin(own, path, platform)) refuse('is where Hearth keeps its own data')
  if (systemFolders[platform]?.some((system) => isWithin(system, path, platform))) refuse('is the system’s')
  if (isPrivate(path, home, platform) || holdsPrivate(path, home, platform))
    refuse('is or holds a place where keys or passwords are kept')
  return path
}
