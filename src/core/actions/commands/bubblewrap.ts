import { dirname, join } from 'node:path'
import { ownPrograms } from './own-programs.ts'
import type { Containment } from './sandbox.ts'

/** Programs, libraries, and what they need to know of the system: no accounts' secrets, no keys. */
const system = [
  '/usr',
  '/bin',
  '/sbin',
  '/lib',
  '/lib32',
  '/lib64',
  '/libx32',
  '/opt',
  '/nix/store',
  '/run/current-system',
]
const settings = [
  'alternatives',
  'ca-certificates',
  'fonts',
  'group',
  'hosts',
  'java',
  'ld.so.cache',
  'ld.so.conf',
  'ld.so.conf.d',
  'locale.conf',
  'localtime',
  'mime.types',
  'nsswitch.conf',
  'os-release',
  'passwd',
  'pki/tls/certs',
  'ssl/certs',
  'static',
].map((name) => `/etc/${name}`)

/**
 * What stands before a command for `bwrap`. The disk is empty but for the system's programs, read-only, and the folder.
 * What is to be hidden in the folder, or kept as it is, has to be there already: nothing else can be covered.
 */
export function bubblewrapArguments(given: Containment): string[] {
  const { folder, home, searchPath, hidden, guarded } = given
  return [
    ['--unshare-all', '--new-session', '--die-with-parent', '--cap-drop', 'ALL'],
    ...system.map((path) => ['--ro-bind-try', path, path]),
    ...settings.map((path) => ['--ro-bind-try', path, path]),
    ['--proc', '/proc', '--dev', '/dev'],
    ['--tmpfs', '/tmp', '--tmpfs', '/var/tmp', '--tmpfs', '/run', '--tmpfs', home],
    ...programFolders(searchPath, home).map((path) => ['--ro-bind-try', path, path]),
    ['--bind', folder, folder],
    ...between(folder, [...guarded, ...hidden.map(({ path }) => path)]).map((path) => ['--bind', path, path]),
    ...guarded.map((path) => ['--ro-bind', path, path]),
    ...hidden.map(({ path, kind }) =>
      kind === 'folder' ? ['--tmpfs', path, '--remount-ro', path] : ['--ro-bind', '/dev/null', path],
    ),
    ['--setenv', 'TMPDIR', '/tmp', '--chdir', given.cwd, '--'],
  ].flat()
}

/**
 * The folders that these paths lie in, the outer before the inner. A mount of its own cannot be renamed: else `mv .git`
 * would take the hooks out of the way, and others could be put there; and `mv app node_modules` the keys in `app` to where
 * nobody looks for them.
 */
function between(folder: string, paths: readonly string[]): string[] {
  const found = new Set<string>()
  for (const path of paths)
    for (let around = dirname(path); around.length > folder.length; around = dirname(around))
      found.add(around)
  return [...found].toSorted((one, other) => one.length - other.length)
}

/** Programs that a person keeps at home (`~/.nvm/…/bin`), with the libraries beside them. */
function programFolders(searchPath: string, home: string): string[] {
  return ownPrograms({ searchPath, home }, 'linux').flatMap((path) =>
    path.endsWith('/bin') ? [path, join(dirname(path), 'lib')] : [path],
  )
}
