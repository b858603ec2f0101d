import { posix, win32 } from 'node:path'

type Environment = Readonly<Record<string, string | undefined>>

/** By name, and only these: a list of what must not pass would never be complete. */
const kept = new Set(
  'HOME USER LOGNAME LANG LANGUAGE TZ LC_ALL LC_COLLATE LC_CTYPE LC_MESSAGES LC_MONETARY LC_NUMERIC LC_TIME'.split(
    ' ',
  ),
)
const keptOnWindows = new Set(
  'SYSTEMROOT SYSTEMDRIVE WINDIR COMSPEC PATHEXT USERPROFILE USERNAME HOMEDRIVE HOMEPATH APPDATA LOCALAPPDATA TEMP TMP PROGRAMDATA PROGRAMFILES PROGRAMFILES(X86) NUMBER_OF_PROCESSORS PROCESSOR_ARCHITECTURE'.split(
    ' ',
  ),
)

/** No colours, no pager, no question on a terminal that nobody sees. */
const told = {
  TERM: 'dumb',
  NO_COLOR: '1',
  PAGER: 'cat',
  GIT_PAGER: 'cat',
  GIT_TERMINAL_PROMPT: '0',
}

/**
 * What a command gets of our environment: where programs and the person's folder are, language and time zone. Keys,
 * agents, addresses of databases and whatever changes how programs start stay behind.
 */
export function scrubEnvironment(env: Environment, platform: NodeJS.Platform): Record<string, string> {
  const names = platform === 'win32' ? new Set([...kept, ...keptOnWindows]) : kept
  const scrubbed: Record<string, string> = {}
  for (const [name, value] of Object.entries(env)) {
    const known = platform === 'win32' ? name.toUpperCase() : name
    if (value !== undefined && names.has(known)) scrubbed[known] = value
  }
  const path = env['PATH'] ?? Object.entries(env).find(([name]) => name.toUpperCase() === 'PATH')?.[1]
  const temporary = env['TMPDIR']
  return {
    ...scrubbed,
    ...told,
    PATH: searchPath(path ?? '', platform),
    ...(temporary !== undefined && posix.isAbsolute(temporary) ? { TMPDIR: temporary } : {}),
  }
}

/** A relative entry would find programs in the folder that a command works in. */
function searchPath(path: string, platform: NodeJS.Platform): string {
  const { delimiter, isAbsolute } = platform === 'win32' ? win32 : posix
  const folders = path.split(delimiter).filter((folder) => isAbsolute(folder))
  const usual = platform === 'win32' ? [] : ['/usr/local/bin', '/usr/bin', '/bin']
  return (folders.length > 0 ? folders : usual).join(delimiter)
}
