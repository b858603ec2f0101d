import { dirname, join } from 'node:path'
import { foldersAround } from './folders-around.ts'
import { programsAtHome } from './programs-at-home.ts'
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
  const covered = [...guarded, ...hidden.map(({ path }) => path)]
  return [
    ['--unshare-all', '--new-session', '--die-with-parent', '--cap-drop', 'ALL'],
    ...system.map((path) => ['--ro-bind-try', path, path]),
    ...settings.map((path) => ['--ro-bind-try', path, path]),
    ['--proc', '/proc', '--dev', '/dev'],
    ['--tmpfs', '/tmp', '--tmpfs', '/var/tmp', '--tmpfs', '/run', '--tmpfs', home],
    ...programFolders(searchPath, home).map((path) => ['--ro-bind-try', path, path]),
    ['--bind', folder, folder],
    // A mount of its own cannot be renamed.
    ...foldersAround(covered, folder).map((path) => ['--bind', path, path]),
    ...guarded.map((path) => ['--ro-bind', path, path]),
    ...hidden.map(({ path, kind }) =>
      kind === 'folder' ? ['--tmpfs', path, '--remount-ro', path] : ['--ro-bind', '/dev/null', path],
    ),
    ['--setenv', 'TMPDIR', '/tmp', '--chdir', given.cwd, '--'],
  ].flat()
}

/** With the libraries beside them. */
function programFolders(searchPath: string, home: string): string[] {
  return programsAtHome(searchPath, home, 'linux').flatMap((path) =>
    path.endsWith('/bin') ? [path, join(dirname(path), 'lib')] : [path],
  )
}
