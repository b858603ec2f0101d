import { realpath } from 'node:fs/promises'
import { resolve } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Place } from '../place.ts'
import { systemCode } from '../../file-errors.ts'
import { holdsPrivate, isPrivate, isSelfRunning } from './private.ts'
import { isWithin } from './within.ts'

export type Use = 'read' | 'change'

/** Throws AppError `no_folder` or `forbidden` unless actions may use what lies at this path. The path has to be free of links. */
export async function checkAllowed(path: string, use: Use, place: Place): Promise<void> {
  const { granted, home, platform } = place
  if (!granted.some((folder) => isWithin(folder, path, platform))) {
    throw new AppError(
      granted.length === 0 ? 'no_folder' : 'forbidden',
      `${path} is not in a folder that you have granted. Grant its folder first.`,
    )
  }
  const own = await trueDataFolder(place.dataFolder)
  if (isWithin(own, path, platform) || isWithin(path, own, platform)) {
    throw new AppError('forbidden', `${path} is where Hearth keeps its own data. Actions never touch that.`)
  }
  if (isPrivate(path, home, platform)) {
    throw new AppError('forbidden', `${path} is where keys or passwords are kept. Actions never touch those.`)
  }
  if (use === 'read') return
  if (holdsPrivate(path, home, platform)) {
    throw new AppError(
      'forbidden',
      `${path} holds a place where keys or passwords are kept. It stays as it is.`,
    )
  }
  if (isSelfRunning(path)) {
    throw new AppError('forbidden', `${path} is run by other programs by themselves. Change it by hand.`)
  }
}

/** The data folder with its links followed; it need not exist. */
export async function trueDataFolder(folder: string): Promise<string> {
  try {
    return await realpath(folder)
  } catch (error) {
    if (systemCode(error) === null) throw error
    return resolve(folder)
  }
}
