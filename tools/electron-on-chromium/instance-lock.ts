import { randomUUID } from 'node:crypto'
import { linkSync, mkdirSync, readFileSync, readdirSync, rmSync, watch, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/**
 * One app a user data folder: a file with the process in it, and a folder where a second start leaves its arguments.
 * All of it synchronous, since `requestSingleInstanceLock` answers at once and its caller may end right after.
 */

export interface Visit {
  readonly argv: string[]
  readonly workingDirectory: string
  readonly additionalData: unknown
}

export interface InstanceLock {
  request(userData: string, visit: Visit): boolean
  held(): boolean
  release(): void
}

export function createInstanceLock(onVisit: (visit: Visit) => void): InstanceLock {
  let release: (() => void) | undefined
  return {
    held: () => release !== undefined,
    release: () => {
      release?.()
      release = undefined
    },
    request: (userData, visit) => {
      if (release) return true
      const file = join(userData, 'instance.lock')
      const visits = join(userData, 'instance-visits')
      mkdirSync(visits, { recursive: true, mode: 0o700 })
      if (!take(file)) {
        leaveVisit(visits, visit)
        return false
      }
      rmSync(visits, { recursive: true, force: true })
      mkdirSync(visits, { recursive: true, mode: 0o700 })
      const stopWatching = receiveVisits(visits, onVisit)
      release = () => {
        stopWatching()
        rmSync(file, { force: true })
      }
      return true
    },
  }
}

function take(file: string): boolean {
  const mine = `${file}.${randomUUID()}`
  writeFileSync(mine, identity(process.pid) ?? '')
  try {
    for (let attempt = 0; attempt < 2; attempt += 1) {
      if (link(mine, file)) return true
      if (isAlive(readIfThere(file))) return false
      rmSync(file, { force: true })
    }
    return false
  } finally {
    rmSync(mine, { force: true })
  }
}

/** Fails when the file is there, and never leaves half of one. */
function link(from: string, to: string): boolean {
  try {
    linkSync(from, to)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function isAlive(owner: string): boolean {
  const pid = Number.parseInt(owner, 10)
  return Number.isInteger(pid) && identity(pid) === owner
}

/** The process number and, where there is /proc, when it began: numbers are used again. */
function identity(pid: number): string | undefined {
  try {
    process.kill(pid, 0)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EPERM') return undefined
  }
  const stat = readIfThere(`/proc/${pid}/stat`)
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  // A killed process that nobody has waited for is still listed.
  return fields[0] === 'Z' ? undefined : `${pid} ${fields[19] ?? ''}`
}

function leaveVisit(folder: string, visit: Visit): void {
  const file = join(folder, `${randomUUID()}.json`)
  writeFileSync(`${file}.part`, JSON.stringify(visit))
  linkSync(`${file}.part`, file)
  rmSync(`${file}.part`)
}

function receiveVisits(folder: string, onVisit: (visit: Visit) => void): () => void {
  const watcher = watch(folder, () => {
    for (const name of readdirSync(folder)) {
      if (!name.endsWith('.json')) continue
      const text = readIfThere(join(folder, name))
      rmSync(join(folder, name), { force: true })
      if (text !== '') onVisit(JSON.parse(text) as Visit)
    }
  })
  watcher.unref()
  return () => watcher.close()
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
