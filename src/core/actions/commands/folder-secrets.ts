import type { Dirent } from 'node:fs'
import { lstat, opendir, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, relative, sep } from 'node:path'
import { systemCode } from '../../file-errors.ts'
import { hasPrivateName, isSelfRunning } from '../folders/private.ts'
import { isWithin } from '../folders/within.ts'
import { checkStop } from '../../stop.ts'
import { foldersAround } from './folders-around.ts'
import { namesOfShared, sharedFile, sharedIn } from './hard-links.ts'
import type { Containment } from './sandbox.ts'

/** What editors and sessions run. A person sees what a file action writes there, and not what a command does. */
const runLater =
  /(?:^|\/)(?:\.vscode|\.idea|\.config\/(?:git|autostart|systemd|fish)|library\/launchagents)$/iu
/** What git runs, or finds what it runs by. All else of a repository is for git to write. */
const ofGit = /^(?:hooks|config|config\.worktree)$/iu
/** Where there is most, and of others' making: what git keeps, and what was installed. */
const leftOutOfGit = new Set(['objects', 'refs', 'logs', 'lfs'])
const leftOut = new Set(['node_modules', '__pycache__', '.venv', 'venv', '.tox'])

/** It is looked through before each command: entries and depth keep that short, `covered` the list of mounts: of what is covered and of the folders around it. */
const most = { entries: 20_000, depth: 16, covered: 1_000 }

export const tooMuch =
  'There is too much in it to look through: keys, passwords and git’s hooks that lie far down are not covered.'

export interface Cover extends Pick<Containment, 'hidden' | 'guarded'> {
  /** All of it was looked through, but for what is passed over. */
  readonly whole: boolean
  /** What of it is not covered, each a sentence for the dialog. */
  readonly notes: readonly string[]
}

/**
 * What a sandbox covers in a folder, of what is there now: keys and passwords, by their names, and what runs of itself
 * later, outside of any sandbox. Where the command runs is looked through first, then what that lies in, then the rest,
 * the upper folders before the lower. Other names (hard links) that
 * are met of a key, or of what lies in a hidden folder, are hidden with it. `own` are Hearth's folders. Throws AppError `cancelled`.
 */
export async function coverFolder(
  { folder, cwd, own }: { readonly folder: string; readonly cwd: string; readonly own: readonly string[] },
  signal: AbortSignal,
  bounds: Partial<typeof most> = {},
): Promise<Cover> {
  const { entries, depth, covered } = { ...most, ...bounds }
  const found = { hidden: new Map<string, Kind>(), guarded: new Map<string, Kind>() }
  const mounts = new Set<string>()
  const shared = new Set<string>()
  const files: string[] = []
  let [looked, whole] = [0, true]
  const cover = async (how: keyof typeof found, path: string): Promise<void> => {
    const real = await findInReach(path, folder, cwd)
    if (!real) return
    if (found[how].has(real.path)) return
    found[how].set(real.path, real.kind)
    if (how === 'hidden' && real.shared !== null) shared.add(real.shared)
    if (how === 'hidden' && real.kind === 'folder') {
      const within = await sharedIn(real.path, entries, signal)
      for (const file of within.shared) shared.add(file)
      whole &&= within.whole
    }
    for (const mount of [real.path, ...foldersAround([real.path], folder)]) mounts.add(mount)
  }
  const passed = new Set<string>()
  const told = async (): Promise<Cover> => {
    for (const path of await namesOfShared(files, shared, signal)) await cover('hidden', path)
    return {
      hidden: [...found.hidden]
        .filter(([path]) => !isBeneath(path, found.hidden))
        .map(([path, kind]) => ({ path, kind })),
      guarded: [...found.guarded.keys()],
      whole,
      notes: notesOf([...passed].toSorted(), whole),
    }
  }

  for (const path of own) await cover('hidden', path)
  const queue = wayUp(cwd, folder)
  const seen = new Set(queue.map(({ path }) => path))
  for (const around of queue) {
    const bare = await isBare(around)
    for await (const entry of entriesOf(around.path, () => (whole = false))) {
      checkStop(signal)
      looked += 1
      if (looked > entries || mounts.size >= covered) {
        whole = false
        return told()
      }
      const path = join(around.path, entry.name)
      const verdict = judge(around, entry, bare)
      if (verdict === 'hidden' || verdict === 'guarded') await cover(verdict, path)
      if (verdict === 'passed') passed.add(entry.name)
      if (entry.isFile()) files.push(path)
      // What may not be changed may hold what may not be read.
      if (!entry.isDirectory() || !['entered', 'guarded'].includes(verdict) || seen.has(path)) continue
      if (around.depth < depth) queue.push(inner(around, entry.name))
      else whole = false
    }
  }
  return told()
}

type Kind = 'folder' | 'file'

interface Folder {
  readonly path: string
  /** How far it lies in the folder that is looked through. */
  readonly depth: number
  /** It is or lies in a `.git`. */
  readonly git: boolean
}

/** Where a command runs, and what that lies in, up to the folder that is looked through. */
function wayUp(cwd: string, folder: string): Folder[] {
  const names = relative(folder, cwd).split(sep).filter(Boolean)
  let last: Folder = { path: folder, depth: 0, git: false }
  const way = [last]
  for (const name of names) {
    last = inner(last, name)
    way.push(last)
  }
  return way.toReversed()
}

function inner({ path, depth, git }: Folder, name: string): Folder {
  return { path: join(path, name), depth: depth + 1, git: git || isGit(name) }
}

function isGit(name: string): boolean {
  return name.toLowerCase() === '.git'
}

/**
 * Whether it is a repository without a `.git`, by its name or by what is in it. Of its making that is no proof: all of it is
 * looked through for keys, as any folder is.
 */
async function isBare({ path, git }: Folder): Promise<boolean> {
  if (git) return false
  if (path.toLowerCase().endsWith('.git')) return true
  for (const name of ['HEAD', 'objects', 'refs']) if (!(await isThere(join(path, name)))) return false
  return true
}

async function isThere(path: string): Promise<boolean> {
  try {
    await lstat(path)
    return true
  } catch (error) {
    if (systemCode(error) === null) throw error
    return false
  }
}

function judge(
  { path, git }: Folder,
  entry: Dirent,
  bare: boolean,
): 'hidden' | 'guarded' | 'entered' | 'passed' | 'left' {
  const { name } = entry
  const names = [basename(dirname(path)), basename(path), name].join('/')
  if (hasPrivateName(names)) return 'hidden'
  const isFolder = entry.isDirectory()
  if (git) {
    if (ofGit.test(name)) return 'guarded'
    return isFolder && !leftOutOfGit.has(name) ? 'entered' : 'left'
  }
  if (bare && ofGit.test(name)) return 'guarded'
  if (isGit(name)) return isFolder ? 'entered' : 'guarded'
  if (isSelfRunning(name) || runLater.test(names)) return 'guarded'
  if (!isFolder) return 'left'
  return leftOut.has(name) ? 'passed' : 'entered'
}

async function* entriesOf(folder: string, unread: () => void): AsyncGenerator<Dirent> {
  try {
    yield* await opendir(folder, { bufferSize: 1_024 })
  } catch (error) {
    if (systemCode(error) === null) throw error
    // Gone just now, or it may not be looked into.
    if (systemCode(error) !== 'ENOENT') unread()
  }
}

/** Where something truly lies: a link is followed. Null outside of the folder, and where it holds what is run in. */
async function findInReach(
  path: string,
  folder: string,
  cwd: string,
): Promise<{ readonly path: string; readonly kind: Kind; readonly shared: string | null } | null> {
  try {
    const real = await realpath(path)
    if (!isWithin(folder, real, process.platform) || isWithin(real, cwd, process.platform)) return null
    const found = await stat(real, { bigint: true })
    return { path: real, kind: found.isDirectory() ? 'folder' : 'file', shared: sharedFile(found) }
  } catch (error) {
    if (systemCode(error) === null) throw error
    // Not there, or leading nowhere: there is nothing to cover.
    return null
  }
}

/** A mount within what is empty by another has no place. */
function isBeneath(path: string, covered: ReadonlyMap<string, Kind>): boolean {
  const around = dirname(path)
  return around !== path && (covered.has(around) || isBeneath(around, covered))
}

function notesOf(passed: readonly string[], whole: boolean): string[] {
  return [
    ...(passed.length > 0
      ? [`Keys and passwords in ${passed.join(', ')} can be read: they are not looked for there.`]
      : []),
    ...(whole ? [] : [tooMuch]),
  ]
}
