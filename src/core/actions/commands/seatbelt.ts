import { ownPrograms } from './own-programs.ts'
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
  const programs = ownPrograms({ searchPath, home }, 'darwin')
  const parameters: string[] = []
  const named = (path: string): string => {
    parameters.push('-D', `PATH${parameters.length / 2}=${path}`)
    return `(subpath (param "PATH${parameters.length / 2 - 1}"))`
  }
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
    ...guarded.map((path) => `(deny file-write* ${named(path)})`),
    ...hidden.map(({ path }) => `(deny file-read* file-write* ${named(path)})`),
    '(deny network*)',
  ]
  return ['-p', rules.join('\n'), ...parameters, '--']
}
