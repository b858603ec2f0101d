import { foldersAround } from './folders-around.ts'
import { programsAtHome } from './programs-at-home.ts'
import type { Containment } from './sandbox.ts'

/**
 * What stands before a command for macOS's `sandbox-exec`: a profile, with paths as parameters, so that no name of a
 * folder can add a rule. Later rules win.
 */
export function seatbeltArguments({
  folder,
  home,
  searchPath,
  hidden,
  guarded,
  temporary,
}: Containment): string[] {
  const programs = programsAtHome(searchPath, home, 'darwin')
  const parameters: string[] = []
  const named = (path: string, how = 'subpath'): string => {
    parameters.push('-D', `PATH${parameters.length / 2}=${path}`)
    return `(${how} (param "PATH${parameters.length / 2 - 1}"))`
  }
  const covered = [...guarded, ...hidden.map(({ path }) => path)]
  const rules = [
    '(version 1)',
    '(deny default)',
    '(allow process-exec process-fork)',
    '(allow signal (target same-sandbox))',
    '(allow process-info* (target same-sandbox))',
    '(allow sysctl-read)',
    '(allow ipc-posix-sem)',
    '(allow mach-lookup (global-name "com.apple.system.opendirectoryd.libinfo"))',
    '(allow file-read*)',
    '(allow file-write-data (literal "/dev/null") (literal "/dev/zero"))',
    '(deny file-read-data (subpath "/Users") (subpath "/Volumes") (subpath "/private/tmp") (subpath "/private/var/folders"))',
    `(deny file-read-data ${named(home)})`,
    ...programs.map((path) => `(allow file-read-data ${named(path)})`),
    `(allow file-read* file-write* ${named(folder)})`,
    `(allow file-read* file-write* ${named(temporary)})`,
    // Renaming it is unlinking it from where it lies.
    ...foldersAround(covered, folder).map((path) => `(deny file-write-unlink ${named(path, 'literal')})`),
    ...guarded.map((path) => `(deny file-write* ${named(path)})`),
    ...hidden.map(({ path }) => `(deny file-read* file-write* ${named(path)})`),
    '(deny network*)',
  ]
  return ['-p', rules.join('\n'), ...parameters, '--']
}
