import { access, constants, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'

/**
 * The file that a program's name means: by the search path, or by its path. Null where there is none. Done here since
 * systems differ in where they look first (Windows: in the folder that the command works in).
 */
export async function findProgram(
  name: string,
  place: { readonly searchPath: string; readonly cwd: string; readonly platform: NodeJS.Platform },
): Promise<string | null> {
  const path = place.platform === 'win32' ? win32 : posix
  const isPath = name.includes('/') || (place.platform === 'win32' && /[\\:]/u.test(name))
  const folders = isPath ? [place.cwd] : place.searchPath.split(path.delimiter)
  // Of what Windows runs without a shell.
  const endings = place.platform === 'win32' && path.extname(name) === '' ? ['.exe', '.com'] : ['']
  for (const folder of folders) {
    for (const ending of endings) {
      const file = path.resolve(folder, name + ending)
      if (await runs(file)) return file
    }
  }
  return null
}

async function runs(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK)
    return (await stat(file)).isFile()
  } catch {
    // Not there, or not ours to run: the next folder may have it.
    return false
  }
}
