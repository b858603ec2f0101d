import { posix, win32 } from 'node:path'
import { AppError } from '../../../shared/errors.ts'
import type { Place } from '../place.ts'
import { isWithin } from './within.ts'

/** Control characters, line separators, and those that turn the direction of writing: a dialog would show another name. */
// oxlint-disable-next-line no-control-regex -- they are what is looked for
const unshowable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]/
const reservedOnWindows = /^(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[0-9¹²³])(\..*)?$/i
const longest = 4_096

/**
 * The absolute path that a text means. `~/` is the person's home; a relative path counts from the granted folder, if
 * there is just one. Throws AppError `forbidden` for a text that means something else than it shows, `invalid_input`
 * where it means nothing. Looks at the text alone; what lies there is for `reach` to see.
 */
export function absolutePath(text: string, place: Pick<Place, 'granted' | 'home' | 'platform'>): string {
  const { granted, platform } = place
  const path = platform === 'win32' ? win32 : posix
  if (text === '') throw new AppError('invalid_input', 'A path is missing.')
  if (text.length > longest) throw new AppError('invalid_input', 'The path is too long.')
  if (unshowable.test(text) || !text.isWellFormed()) {
    throw new AppError(
      'forbidden',
      `${JSON.stringify(text)} holds characters that cannot be shown. Such names are left alone.`,
    )
  }
  if (platform === 'win32') checkWindowsText(text)

  const atHome = fromHome(text, place)
  if (atHome !== null) return atHome
  if (path.isAbsolute(text)) return path.resolve(text)
  const [only, ...others] = granted
  if (only === undefined) throw new AppError('no_folder', 'No folder is granted. Grant one first.')
  if (others.length > 0) {
    throw new AppError(
      'invalid_input',
      `Several folders are granted, so “${text}” needs its whole path. They are: ${granted.join(', ')}`,
    )
  }
  return path.resolve(only, text)
}

/** The path of a text that begins at the person's home, `~`; null where it does not. */
export function fromHome(text: string, { home, platform }: Pick<Place, 'home' | 'platform'>): string | null {
  const [path, begins] = platform === 'win32' ? [win32, /^~(?:[/\\]|$)/] : [posix, /^~(?:\/|$)/]
  return begins.test(text) ? path.join(home, text.slice(1)) : null
}

/** A whole path as people read it: from the granted folder, where there is just one that holds it, or from home. */
export function shortPath(
  path: string,
  { granted, home, platform }: Pick<Place, 'granted' | 'home' | 'platform'>,
): string {
  const { join, relative } = platform === 'win32' ? win32 : posix
  const [only, ...others] = granted
  if (only !== undefined && others.length === 0 && isWithin(only, path, platform)) {
    const way = relative(only, path) || '.'
    // A name in there, and not home.
    return way.startsWith('~') ? join(only, way) : way
  }
  return isWithin(home, path, platform) ? join('~', relative(home, path)) : path
}

/** Windows opens devices, streams and other names by spellings of a path; none of them is needed. */
function checkWindowsText(text: string): void {
  const refuse = (what: string): never => {
    throw new AppError('forbidden', `“${text}” ${what}. Such paths are left alone.`)
  }
  if (/^[\\/]{2}/.test(text)) refuse('is a network or device path')
  const rest = /^[a-z]:[\\/]/i.test(text) ? text.slice(2) : text
  if (/^[\\/]/.test(text)) refuse('names no drive')
  if (rest.includes(':')) refuse('has a colon, which names a stream or a drive')
  if (/[<>"|?*]/.test(rest)) refuse('has characters that no name may have')
  for (const name of rest.split(/[\\/]/)) {
    if (/[. ]$/.test(name) && name !== '.' && name !== '..')
      refuse('has a name that ends in a dot or a space')
    if (reservedOnWindows.test(name)) refuse('has a name that is a device')
  }
}

/** A folder in a sentence: a dot at its end would read as something else. */
export function nameOf(folder: string): string {
  return folder === '.' || folder === './' ? 'the granted folder' : folder
}
