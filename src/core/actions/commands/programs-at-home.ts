import { posix } from 'node:path'
import { holdsPrivate, isPrivate } from '../folders/private.ts'
import { isWithin } from '../folders/within.ts'

/**
 * The folders of a search path that lie at home: programs that a person keeps there (`~/.nvm/…/bin`). Neither home itself,
 * however it is written (`~/`, `~/bin/..`), nor what is private or holds what is.
 */
export function programsAtHome(searchPath: string, home: string, platform: NodeJS.Platform): string[] {
  return searchPath
    .split(':')
    .filter((path) => posix.isAbsolute(path))
    .map((path) => posix.resolve(path))
    .filter(
      (path) =>
        isWithin(home, path, platform) &&
        !isWithin(path, home, platform) &&
        !isPrivate(path, home, platform) &&
        // What tools keep in `.config` they keep there on macOS too.
        !(['linux', platform] as const).some((system) => holdsPrivate(path, home, system)),
    )
}
