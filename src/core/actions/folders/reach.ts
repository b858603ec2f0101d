import { lstat, mkdir, realpath, rmdir } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Place } from '../place.ts'
import { checkAllowed } from './allowed.ts'
import type { Use } from './allowed.ts'
import { fileError, systemCode } from '../../file-errors.ts'
import { openFolder } from './open-folder.ts'
import type { OpenFolder } from './open-folder.ts'
import { absolutePath } from './path-text.ts'
import { isWithin } from './within.ts'

/** A name in a folder that is held open and was checked. Whether there is anything of that name is not said. */
export interface Spot {
  readonly folder: OpenFolder
  readonly name: string
  /** Where it truly lies: for people and records. */
  readonly path: string
  /** What to give to Node. */
  readonly way: string
  /** Folders that were made on the way, the outermost first. */
  readonly made: readonly string[]
}

export interface Reach {
  readonly use: Use
  /** Follow a link at the end: for what is read or written, not for what is moved or removed. */
  readonly follow: boolean
  /** Make the folders that are missing on the way. */
  readonly make?: boolean
}

/**
 * Resolves a path, opens the folder that it lies in, checks what was opened, and does `work` there. Folders made on the
 * way are gone again when the work fails. Throws AppError `forbidden` for what actions may not touch.
 */
export async function reach<T>(
  text: string,
  { use, follow, make = false }: Reach,
  place: Place,
  work: (spot: Spot) => Promise<T>,
): Promise<T> {
  const asked = absolutePath(text, place)
  const path = follow ? await followLinks(asked) : join(await followLinks(dirname(asked)), basename(asked))
  await checkAllowed(path, use, place)
  if (use === 'change' && place.granted.some((folder) => isWithin(path, folder, place.platform)))
    throw new AppError('forbidden', `${path} is the granted folder itself. Name something in it.`)

  const made: MadeFolder[] = []
  await using folders = new AsyncDisposableStack()
  try {
    const folder = await openOrMake(dirname(path), make, made, folders, place)
    const spot = await spotIn(
      folder,
      basename(path),
      use,
      place,
      made.map((each) => each.path),
    )
    return await work(spot)
  } catch (error) {
    for (const { way } of made.toReversed()) await removeEmpty(way)
    throw fileError(error, path)
  }
}

/** The same for a folder that is looked into, a granted one itself too. */
export async function reachFolder<T>(
  text: string,
  place: Place,
  work: (folder: OpenFolder) => Promise<T>,
): Promise<T> {
  const path = await followLinks(absolutePath(text, place))
  await checkAllowed(path, 'read', place)
  try {
    await using folder = await openFolder(path, place.platform)
    await checkAllowed(folder.path, 'read', place)
    return await work(folder)
  } catch (error) {
    throw fileError(error, path)
  }
}

/** Where something that is read truly lies, a granted folder itself too. It need not be there. Throws as `reach` does. */
export async function whereItLies(text: string, place: Place): Promise<string> {
  const path = await followLinks(absolutePath(text, place))
  await checkAllowed(path, 'read', place)
  return path
}

/** A name in an open folder, checked by where that folder truly lies. */
export async function spotIn(
  folder: OpenFolder,
  name: string,
  use: Use,
  place: Place,
  made: readonly string[] = [],
): Promise<Spot> {
  const path = join(folder.path, name)
  await checkAllowed(path, use, place)
  return { folder, name, path, way: folder.at(name), made }
}

interface MadeFolder {
  readonly path: string
  readonly way: string
}

async function openOrMake(
  path: string,
  make: boolean,
  made: MadeFolder[],
  folders: AsyncDisposableStack,
  place: Place,
): Promise<OpenFolder> {
  const missing: string[] = []
  let there = path
  while (await isMissing(there)) {
    if (!make) throw new AppError('not_found', `There is no folder ${path}.`)
    missing.unshift(basename(there))
    there = dirname(there)
  }
  let folder = folders.use(await openFolder(there, place.platform))
  for (const name of missing) {
    await checkAllowed(join(folder.path, name), 'change', place)
    await folder.confirm()
    await mkdir(folder.at(name))
    made.push({ path: join(folder.path, name), way: folder.at(name) })
    await folder.flush()
    folder = folders.use(await openFolder(folder.at(name), place.platform))
  }
  return folder
}

/** Without links on the way or at the end. What is missing at the end is kept as it is written. */
async function followLinks(path: string): Promise<string> {
  try {
    return await realpath(path)
  } catch (error) {
    if (systemCode(error) !== 'ENOENT' || dirname(path) === path) throw fileError(error, path)
    if (!(await isMissing(path))) throw new AppError('forbidden', `${path} is a link that leads nowhere.`)
    return join(await followLinks(dirname(path)), basename(path))
  }
}

async function isMissing(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return false
  } catch (error) {
    if (systemCode(error) === 'ENOENT') return true
    throw fileError(error, path)
  }
}

async function removeEmpty(folder: string): Promise<void> {
  try {
    await rmdir(folder)
  } catch (error) {
    // Somebody has put something in, or has taken it away: then it is not ours any more.
    if (!['ENOTEMPTY', 'EEXIST', 'ENOENT', 'ENOTDIR'].includes(systemCode(error) ?? '')) throw error
  }
}
