import { isBuiltin } from 'node:module'

/** What is known of a packed file: its path in the package, with slashes, and its size in bytes. */
export interface PackedFile {
  readonly path: string
  readonly bytes: number
}

/** Sources, what tests and tools leave, and what one person alone should have. */
const never: readonly (readonly [what: string, pattern: RegExp])[] = [
  ['a source', /\.(ts|tsx|mts|cts|jsx)$/],
  ['a map', /\.map$/],
  ['a test', /(^|\/)(tests?|__tests__|e2e|fixtures)\/|\.(test|spec)\.[cm]?js$/],
  ['a secret', /(^|\/)(\.env[^/]*|\.npmrc|\.netrc|id_(rsa|ed25519)[^/]*)$|\.(pem|key|p12|pfx|keystore)$/],
  ['a log', /\.log$/],
  ['our own tools', /^(\.git|\.ci|src|scripts|bench|tools|docs|dist)(\/|$)/],
]

/** A sentence for each file that should not be in a package. */
export function findStrangers(files: readonly PackedFile[]): string[] {
  return files.flatMap(({ path }) => {
    const found = never.find(([, pattern]) => pattern.test(path))
    return found ? [`${path} is ${found[0]}.`] : []
  })
}

/** The packages that a built program imports by name, without Node's own and Electron. What comments speak of is none. */
export function importedPackages(program: string): string[] {
  const found = program.matchAll(/^(?:import|export)\b[^"\n]*"([@\w][^"\n]*)"|\bimport\("([@\w][^"\n]*)"\)/gm)
  const names = [...found].map(([, once, later = '']) => once ?? later)
  return [...new Set(names)].filter((name) => name !== 'electron' && !isBuiltin(name)).toSorted()
}

/** What a program's text gives away: the folder it was built in, or a key. A sentence each. */
export function findLeaks(path: string, text: string, builtIn: string): string[] {
  const named = text.includes(builtIn) ? [`${path} names ${builtIn}.`] : []
  const key = /-----BEGIN [A-Z ]*PRIVATE KEY-----/.test(text) ? [`${path} has a private key in it.`] : []
  return [...named, ...key]
}

/** For people: 12.3 MB. */
export function megabytes(files: readonly PackedFile[]): string {
  const bytes = files.reduce((sum, file) => sum + file.bytes, 0)
  return `${(bytes / 1_000_000).toFixed(1)} MB`
}
