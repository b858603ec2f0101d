import { execFile } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { setTimeout as delay } from 'node:timers/promises'
import { promisify } from 'node:util'

/** What belongs to one command: what it started, and what that started, wherever it went. */
export interface ProcessTree {
  readonly root: number
  /** `NAME=value` in the environment of all of it: who leaves family and group behind still has it. */
  readonly mark: string
  /** The root only holds the others in: it goes when they have gone, and would take them along unasked. */
  readonly contained: boolean
}

interface Running {
  readonly pid: number
  readonly parent: number
  readonly group: number
}

const run = promisify(execFile)

/**
 * Ends all of it: asks, waits for `patience` milliseconds, then kills until nothing is left. Returns how many there
 * were, and those that would not go: they hang in the kernel, or the system does not let Hearth end them.
 */
export async function endTree(
  tree: ProcessTree,
  patience: number,
  platform: NodeJS.Platform,
): Promise<{ readonly ended: number; readonly left: readonly number[] }> {
  if (platform === 'win32') return endOnWindows(tree.root)
  const found = await findTree(tree, platform)
  send(
    found.filter((pid) => !(tree.contained && pid === tree.root)),
    'SIGTERM',
  )
  const seen = new Set(found)
  const until = async (deadline: number, signal: NodeJS.Signals | null): Promise<readonly number[]> => {
    for (;;) {
      const rest = await findTree(tree, platform)
      for (const pid of rest) seen.add(pid)
      if (rest.length === 0 || performance.now() > deadline) return rest
      if (signal !== null && !send(rest, signal)) return rest
      await delay(50)
    }
  }
  let left = found.length === 0 ? [] : await until(performance.now() + patience, null)
  // What was started meanwhile is found in the next round.
  if (left.length > 0) left = await until(performance.now() + 10_000, 'SIGKILL')
  return { ended: seen.size, left }
}

/** False where the system lets Hearth send it to none of them. */
function send(pids: readonly number[], signal: NodeJS.Signals): boolean {
  let refused = 0
  for (const pid of pids) {
    try {
      process.kill(pid, signal)
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException
      // Gone since it was found, or another person's: whoever looks again will see.
      if (code === 'EPERM') refused += 1
      else if (code !== 'ESRCH') throw error
    }
  }
  return refused < pids.length
}

async function endOnWindows(root: number): Promise<{ ended: number; left: readonly number[] }> {
  try {
    await run('taskkill', ['/PID', String(root), '/T', '/F'], { windowsHide: true })
    return { ended: 1, left: [] }
  } catch {
    // It says so where nothing runs any more, too.
    return { ended: 0, left: isRunning(root) ? [root] : [] }
  }
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Those that run now. */
export async function findTree(tree: ProcessTree, platform: NodeJS.Platform): Promise<readonly number[]> {
  const running = platform === 'linux' ? await readProcesses() : await askForProcesses()
  const members = new Set<number>()
  for (const { pid, group } of running)
    if (pid === tree.root || group === tree.root || (platform === 'linux' && (await hasMark(pid, tree.mark))))
      members.add(pid)
  // Children of children, however the list is ordered.
  for (let size = -1; size !== members.size;) {
    size = members.size
    for (const { pid, parent } of running) if (members.has(parent)) members.add(pid)
  }
  members.delete(process.pid)
  return [...members]
}

async function readProcesses(): Promise<Running[]> {
  const names = (await readdir('/proc')).filter((name) => /^\d+$/u.test(name))
  const found = await Promise.all(names.map((name) => readText(`/proc/${name}/stat`)))
  return found.flatMap((stat) => (stat === null ? [] : parseStat(stat)))
}

/** `pid (name) state parent group …`; a name may hold anything. The dead that nobody has fetched do not count. */
export function parseStat(stat: string): Running[] {
  const match = /^(\d+) \(.*\) (\S) (\d+) (\d+)/su.exec(stat)
  if (match === null || match[2] === 'Z' || match[2] === 'X') return []
  return [{ pid: Number(match[1]), parent: Number(match[3]), group: Number(match[4]) }]
}

async function hasMark(pid: number, mark: string): Promise<boolean> {
  const environment = await readText(`/proc/${pid}/environ`)
  return environment?.split('\0').includes(mark) ?? false
}

async function readText(path: string): Promise<string | null> {
  try {
    return await readFile(path, 'utf8')
  } catch {
    // It has ended, or it is not ours to see.
    return null
  }
}

async function askForProcesses(): Promise<Running[]> {
  const { stdout } = await run('/bin/ps', ['-axo', 'pid=,ppid=,pgid=,state='])
  return parseProcessList(stdout)
}

export function parseProcessList(list: string): Running[] {
  return list.split('\n').flatMap((line) => {
    const [pid, parent, group, state] = line.trim().split(/\s+/u)
    if (group === undefined || state?.startsWith('Z')) return []
    return [{ pid: Number(pid), parent: Number(parent), group: Number(group) }]
  })
}
