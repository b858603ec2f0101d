import { execFileSync, spawnSync } from 'node:child_process'
import { fstatSync, fsyncSync, readlinkSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test, vi } from 'vitest'
import { openEngine } from '../../src/core/database/embedded/engine.ts'
import { makeDataFolder } from '../support/data-folder.ts'

const program = fileURLToPath(new URL('commit.ts', import.meta.url))
const noStrace = spawnSync('strace', ['-V']).status === 0 ? null : 'needs strace'

/** How often a process that commits so many times asks the system to flush. */
async function flushesOf(commits: number): Promise<number> {
  await using folder = await makeDataFolder()
  const trace = join(folder.path, 'trace')
  const command = [process.execPath, program, folder.path, String(commits)]
  execFileSync('strace', ['-f', '-e', 'trace=fsync,fdatasync', '-o', trace, ...command])
  const calls = (await readFile(trace, 'utf8')).match(/ (?:fsync|fdatasync)\(/g)
  return calls?.length ?? 0
}

test.skipIf(noStrace)(
  `the system sees a flush for every commit${noStrace ? ` (skipped: ${noStrace})` : ''}`,
  async () => {
    const commits = 50
    const [without, withCommits] = [await flushesOf(0), await flushesOf(commits)]
    expect(withCommits - without).toBeGreaterThanOrEqual(commits)
  },
)

test.skipIf(process.platform !== 'linux')(
  'a folder is flushed when a file of the log gets its name in it, and a checkpoint flushes what it wrote',
  async () => {
    await using folder = await makeDataFolder()
    const cluster = join(folder.path, 'postgres')
    let flushed: string[] = []
    const contents = new Set<string>()
    const engine = await openEngine(cluster, (file, onlyContent) => {
      const path = readlinkSync(`/proc/self/fd/${file}`)
      flushed.push(path)
      if (onlyContent) contents.add(path)
      fsyncSync(file)
    })
    flushed = []
    await engine.exec('create table kept (n int); select pg_switch_wal(); insert into kept values (1)')
    expect(flushed).toContain(join(cluster, 'pg_wal'))
    expect(flushed.some((path) => /\/pg_wal\/[\dA-F]{24}$/.test(path))).toBe(true)
    flushed = []
    await engine.exec('checkpoint')
    expect(flushed).toContain(join(cluster, 'global', 'pg_control'))
    expect(flushed.some((path) => path.startsWith(join(cluster, 'base')))).toBe(true)
    await engine.close()
    // Of nothing but the log, which has its full length, may anything come later than its content.
    expect(contents.size).toBeGreaterThan(0)
    for (const path of contents) expect(path).toMatch(/\/pg_wal\/[\dA-F]{24}$/)
  },
)

test.skipIf(process.platform !== 'linux')(
  'where the system flushes no folders, as on Windows, Postgres goes on without, and its files are flushed',
  async () => {
    await using folder = await makeDataFolder()
    const platform = vi.spyOn(process, 'platform', 'get').mockReturnValue('win32')
    onTestFinished(() => platform.mockRestore())
    const flushed: string[] = []
    const engine = await openEngine(join(folder.path, 'postgres'), (file) => {
      if (fstatSync(file).isDirectory()) throw Object.assign(new Error('no'), { code: 'EPERM' })
      flushed.push(readlinkSync(`/proc/self/fd/${file}`))
    })
    await engine.exec(
      'create table kept (n int); select pg_switch_wal(); insert into kept values (1); checkpoint',
    )
    await engine.close()
    expect(flushed.some((path) => /\/pg_wal\/[\dA-F]{24}$/.test(path))).toBe(true)
  },
)
