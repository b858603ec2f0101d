import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { randomUUID } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { endTree, findTree, parseProcessList, parseStat } from './process-tree.ts'
import { runProcess, type ProcessRequest } from './run-process.ts'

let folder = ''
let told: { stream: string; text: string }[] = []
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-run-'))
  told = []
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

function request(line: string, more: Partial<ProcessRequest> = {}): ProcessRequest {
  return {
    program: '/bin/sh',
    args: ['-c', line],
    cwd: folder,
    env: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    contained: false,
    timeLimit: 600_000,
    limits: { shown: 65_536, kept: 50_000_000 },
    outputFile: join(folder, 'output.log'),
    id: randomUUID(),
    tell: (stream, text) => told.push({ stream, text }),
    signal: new AbortController().signal,
    ...more,
  }
}

function heard(stream: string): string {
  return told
    .filter((piece) => piece.stream === stream)
    .map(({ text }) => text)
    .join('')
}

/** Runs it, and stops it as soon as it has said `ready`. */
async function stopWhenReady(
  line: string,
): Promise<{ end: Awaited<ReturnType<typeof runProcess>>; id: string }> {
  const stopping = new AbortController()
  const id = randomUUID()
  const end = await runProcess(
    request(line, {
      id,
      signal: stopping.signal,
      tell: (stream, text) => {
        told.push({ stream, text })
        if (heard('stdout').includes('ready')) stopping.abort()
      },
    }),
  )
  return { end, id }
}

describe.skipIf(process.platform === 'win32')('a program', () => {
  test('runs, and what it prints is told apart', async () => {
    const end = await runProcess(request('echo out; echo err >&2; pwd; exit 3'))
    expect(end).toMatchObject({ how: 'exited', exitCode: 3, leftBehind: 0, remaining: [] })
    expect(heard('stdout')).toBe(`out\n${folder}\n`)
    expect(heard('stderr')).toBe('err\n')
    expect(end.output).toMatchObject({ file: null, tail: null, whole: true })
    expect(existsSync(join(folder, 'output.log'))).toBe(false)
  })

  test('is given its arguments as they are', async () => {
    await runProcess(request('', { program: '/usr/bin/printf', args: ['%s', '$(echo x); rm *'] }))
    expect(heard('stdout')).toBe('$(echo x); rm *')
  })

  test('that waits for input finds none', async () => {
    expect(await runProcess(request('cat; read x; echo "end $?"'))).toMatchObject({ how: 'exited' })
    expect(heard('stdout')).toBe('end 1\n')
  })

  test('that ends by a signal says so', async () => {
    expect(await runProcess(request('kill -9 $$'))).toMatchObject({ how: 'killed', exitCode: null })
  })

  test('that does not exist, and a folder that is gone, are told apart', async () => {
    await expect(runProcess(request('', { program: '/nowhere/x' }))).rejects.toThrow('The program /nowhere/x')
    await expect(
      runProcess(request('true', { cwd: join(folder, 'gone'), outputFile: join(folder, 'o') })),
    ).rejects.toThrow('is not there any more')
    await expect(runProcess(request('', { program: '/etc/passwd' }))).rejects.toThrow(
      'cannot be started (EACCES)',
    )
  })

  test('that was stopped before it began does not begin', async () => {
    const signal = AbortSignal.abort()
    await expect(runProcess(request('touch began', { signal }))).rejects.toMatchObject({ code: 'cancelled' })
    expect(existsSync(join(folder, 'began'))).toBe(false)
  })

  test('that prints what is no UTF-8 breaks nothing, in pieces either', async () => {
    await runProcess(request(String.raw`printf 'a\377b\342'; sleep 0.2; printf '\202\254 \360\237'`))
    expect(heard('stdout')).toBe('a\uFFFDb€ \uFFFD')
  })

  test('that floods is shown in part, kept up to a limit, and runs to its end', async () => {
    const end = await runProcess(
      request('yes 0123456789 | head -c 100000000; echo; echo last', {
        limits: { shown: 1_000, kept: 5_000_000 },
      }),
    )
    expect(end).toMatchObject({ how: 'exited', exitCode: 0 })
    expect(heard('stdout')).toHaveLength(1_000)
    expect(end.output).toMatchObject({ bytes: 100_000_006, whole: false, file: join(folder, 'output.log') })
    expect(end.output.tail?.endsWith('\nlast\n')).toBe(true)
    expect(statSync(join(folder, 'output.log')).size).toBe(5_000_000)
  })

  test('that prints more than is shown has all of it in the file', async () => {
    const end = await runProcess(request('seq 1 5000', { limits: { shown: 100, kept: 1_000_000 } }))
    expect(end.output.whole).toBe(true)
    expect(readFileSync(join(folder, 'output.log'), 'utf8').split('\n')).toHaveLength(5_001)
  })

  test('whose time is over is ended', async () => {
    expect(await runProcess(request('sleep 1000', { timeLimit: 50 }))).toMatchObject({ how: 'timed_out' })
  })

  test('ends when whoever listens fails', async () => {
    const failing = request('echo a; sleep 1000', {
      tell: () => {
        throw new Error('nobody listens')
      },
    })
    await expect(runProcess(failing)).rejects.toThrow('nobody listens')
  })
})

describe.runIf(process.platform === 'linux')('whatever it starts ends with it', () => {
  test.each([
    ['a program that ends when it is asked', 'trap "echo bye; exit 7" TERM; echo ready; sleep 1000 & wait'],
    ['one that does not', 'trap "" TERM; echo ready; while :; do sleep 1; done'],
    [
      'one with children that do not',
      'for i in 1 2 3; do (trap "" TERM; while :; do sleep 1; done) & done; echo ready; wait',
    ],
    [
      'one with children in sessions of their own',
      'setsid sh -c "trap : TERM; sleep 1000; sleep 1000" & echo ready; wait',
    ],
    [
      'one that starts others when it is asked to end',
      'trap "setsid sleep 1000 & sleep 1000 &" TERM; echo ready; while :; do sleep 1; done',
    ],
    [
      'one whose children left it',
      '(setsid sleep 1000 >/dev/null 2>&1 &) ; (setsid sleep 1000 &); sleep 0.1; echo ready; sleep 1000',
    ],
  ])('%s', async (_name, line) => {
    const { end, id } = await stopWhenReady(line)
    expect(end).toMatchObject({ how: 'stopped', remaining: [] })
    expect(await findTree({ root: -1, mark: `HEARTH_RUN=${id}`, contained: false }, 'linux')).toEqual([])
  })

  test('it may say good-bye', async () => {
    const { end } = await stopWhenReady('trap "echo bye; exit 7" TERM; echo ready; sleep 1000 & wait')
    expect(end.exitCode).toBe(7)
    expect(heard('stdout')).toContain('bye')
  })

  test('what is left in the background when it has ended is ended too, and counted', async () => {
    const id = randomUUID()
    const end = await runProcess(request('sleep 1000 & setsid sleep 1000 & sleep 0.2; echo done', { id }))
    expect(end).toMatchObject({ how: 'exited', exitCode: 0, leftBehind: 2, remaining: [] })
    expect(await findTree({ root: -1, mark: `HEARTH_RUN=${id}`, contained: false }, 'linux')).toEqual([])
  })

  test.skipIf(process.getuid?.() !== 0)(
    'who cannot be ended is not waited for, and told (needs root)',
    async () => {
      chmodSync(folder, 0o777)
      const stopping = new AbortController()
      const running = runProcess(
        request('exec setpriv --reuid 1234 --clear-groups sh -c "echo other; exec sleep 1000"', {
          signal: stopping.signal,
          tell: (_stream, text) => {
            if (!text.includes('other')) return
            // From now on it is another person's.
            process.seteuid?.(4321)
            stopping.abort()
          },
        }),
      )
      const end = await running.finally(() => process.seteuid?.(0))
      expect(end).toMatchObject({ how: 'stopped', exitCode: null, remaining: [expect.any(Number)] })
      process.kill(end.remaining[0] ?? 0, 'SIGKILL')
    },
  )

  test('in the way of Windows, who cannot be ended is told', async () => {
    const other = spawn('/bin/sleep', ['1000'])
    const root = other.pid ?? 0
    // There is no program here that would end it.
    expect(await endTree({ root, mark: '', contained: false }, 1, 'win32')).toEqual({
      ended: 0,
      left: [root],
    })
    other.kill()
    await once(other, 'exit')
    expect(await endTree({ root, mark: '', contained: false }, 1, 'win32')).toEqual({ ended: 0, left: [] })
  })

  test('it leaves others alone', async () => {
    const mine = spawnSync('sh', ['-c', 'sleep 1000 >/dev/null 2>&1 & echo $!'], { encoding: 'utf8' })
    const other = Number(mine.stdout)
    await stopWhenReady('echo ready; sleep 1000')
    expect(process.kill(other, 0)).toBe(true)
    process.kill(other)
  })
})

test('lists of processes are read, whatever their names', () => {
  expect(parseStat('12 (a) S 1 (b) S 3 4 5')).toEqual([{ pid: 12, parent: 3, group: 4 }])
  expect(parseStat('12 (a) Z 3 4 5')).toEqual([])
  expect(parseProcessList('  12   1  12 Ss\n 13 12 12 Z+\n')).toEqual([{ pid: 12, parent: 1, group: 12 }])
})
