import { isAbsolute, resolve } from 'node:path'
import { holdsPrivate, isPrivate } from '../folders/private.ts'

/** Folders of the search path in a person's home, where programs are kept: never all of it, and none with keys. */
export function ownPrograms(
  { searchPath, home }: { readonly searchPath: string; readonly home: string },
  platform: NodeJS.Platform,
): string[] {
  return searchPath
    .split(':')
    .filter((path) => isAbsolute(path))
    .map((path) => resolve(path))
    .filter((path) => path.startsWith(`${home}/`))
    .filter((path) => !isPrivate(path, home, platform) && !holdsPrivate(path, home, platform))
}
