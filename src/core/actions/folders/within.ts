import { posix, win32 } from 'node:path'

/** Whether a path is a folder or lies beneath it. Both absolute and resolved. macOS and Windows do not tell case. */
export function isWithin(folder: string, path: string, platform: NodeJS.Platform): boolean {
  const { relative, isAbsolute, sep } = platform === 'win32' ? win32 : posix
  const way = relative(comparable(folder, platform), comparable(path, platform))
  return way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way)
}

function comparable(path: string, platform: NodeJS.Platform): string {
  return platform === 'darwin' || platform === 'win32' ? path.normalize('NFC').toLowerCase() : path
}

/** The innermost of these folders that holds all of these paths, or null. */
export function innermostAround(
  folders: readonly string[],
  paths: readonly string[],
  platform: NodeJS.Platform,
): string | null {
  const around = folders.filter((folder) => paths.every((path) => isWithin(folder, path, platform)))
  return around.toSorted((one, other) => other.length - one.length)[0] ?? null
}
