import { realpathSync } from 'node:fs'
import { systemCode } from '../../file-errors.ts'
import { isPrivate } from '../folders/private.ts'
import { isWithin } from '../folders/within.ts'
import type { Place } from '../place.ts'

/** Whether there is something at a path that truly lies in no granted folder, or is private there. */
export function leadsOut(path: string, { granted, home, platform }: Place): boolean {
  try {
    const real = realpathSync(path)
    return !granted.some((folder) => isWithin(folder, real, platform)) || isPrivate(real, home, platform)
  } catch (error) {
    if (systemCode(error) === null) throw error
    // Most words name nothing. What may not be looked at may lead anywhere.
    return !['ENOENT', 'ENOTDIR', 'ENAMETOOLONG'].includes(systemCode(error) ?? '')
  }
}
