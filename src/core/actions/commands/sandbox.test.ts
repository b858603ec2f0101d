import { execFile } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import {
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { bubblewrapArguments } from './bubblewrap.ts'
import { coverFolder } from './folder-secrets.ts'
import { findTree } from './process-tree.ts'
import { runProcess } from './run-process.ts'
import { findSandbox, type Containment } from './sandbox.ts'
import { seatbeltArguments } from './seatbelt.ts'

const given: Containment = {
  folder: '/home/a/work',
  cwd: '/home/a/work/src',
  home: '/home/a',
  searchPath: '/home/a/.nvm/20/bin:/home/a/tools/:/home/a/:/home/a/.:/home/a/x/..:/home/a/.ssh:.:/usr/bin',
  temporary: '/private/tmp/hearth',
  hidden: [
    { path: '/home/a/work/.ssh', kind: 'folder' },
    { path: '/home/a/work/app/.env', kind: 'file' },
  ],
  guarded: ['/home/a/work/.git/hooks'],
}

test('bubblewrap is told what to keep in, the folder after what it lies in, what is hidden last', () => {
  const args = bubblewrapArguments(given)
  expect(args.slice(0, 5)).toEqual([
    '--unshare-all',
    '--new-session',
    '--die-with-parent',
    '--cap-drop',
    'ALL',
  ])
  expect(args).not.toContain('--share-net')
  expect(args.slice(args.indexOf('/home/a') - 1).join(' ')).toBe(
    [
      '--tmpfs /home/a',
      '--ro-bind-try /home/a/.nvm/20/bin /home/a/.nvm/20/bin',
      '--ro-bind-try /home/a/.nvm/20/lib /home/a/.nvm/20/lib',
      '--ro-bind-try /home/a/tools /home/a/tools',
      '--bind /home/a/work /home/a/work',
      '--bind /home/a/work/app /home/a/work/app',
      '--bind /home/a/work/.git /home/a/work/.git',
      '--ro-bind /home/a/work/.git/hooks /home/a/work/.git/hooks',
      '--tmpfs /home/a/work/.ssh --remount-ro /home/a/work/.ssh',
      '--ro-bind /dev/null /home/a/work/app/.env',
      '--setenv TMPDIR /tmp --chdir /home/a/work/src --',
    ].join(' '),
  )
})

test('what a key lies in cannot be renamed either: under another name nobody would look for it', () => {
  const key = { ...given, hidden: [{ path: '/home/a/work/app/.env', kind: 'file' as const }], guarded: [] }
  expect(bubblewrapArguments(key).join(' ')).toContain(
    '--bind /home/a/work/app /home/a/work/app --ro-bind /dev/null /home/a/work/app/.env',
  )
  const args = seatbeltArguments(key)
  const parameter = args.find((arg) => arg.endsWith('=/home/a/work/app'))?.split('=')[0]
  expect(args[1]).toContain(`(deny file-write-unlink (literal (param "${parameter}")))`)
})

test('a search path gives a command the programs at home, and never home itself or what is private there', () => {
  const ways = ['', '/', '/.', '//', '/bin/..', '/.ssh', '/.config', '/.config/gh', '/../a']
  const searchPath = [...ways.map((way) => `/home/a${way}`), '/home', '/', '.', '/home/a/tools/'].join(':')
  const bound = bubblewrapArguments({ ...given, searchPath })
  const [from, to] = [bound.indexOf('--tmpfs', bound.indexOf('/run')), bound.indexOf('--bind')]
  expect(bound.slice(from, to)).toEqual([
    '--tmpfs',
    '/home/a',
    '--ro-bind-try',
    '/home/a/tools',
    '/home/a/tools',
  ])
  const profile = seatbeltArguments({ ...given, searchPath })
  expect(profile[1]?.match(/allow file-read-data/gu)).toHaveLength(1)
  expect(profile).toContain('PATH1=/home/a/tools')
})

test('sandbox-exec gets paths as parameters, never as rules', () => {
  const args = seatbeltArguments({ ...given, folder: '/Users/a") (allow default) ("' })
  const profile = args[1] ?? ''
  expect(profile).not.toContain('allow default')
  expect(args).toContain('PATH3=/Users/a") (allow default) ("')
  expect(profile).toContain('(allow file-read* file-write* (subpath (param "PATH3")))')
  expect(profile.split('\n').at(-1)).toBe('(deny network*)')
})

test('a system without a sandbox says so', async () => {
  const sandbox = await findSandbox('win32')
  expect([sandbox.kind, sandbox.holds('/home/a/work', true)]).toEqual(['none', []])
  expect(sandbox.lacks[0]).toContain('Not contained')
  expect(sandbox.lacks).toContain('What it leaves running when it ends goes on running.')
  expect(sandbox.contain({ program: 'x', args: ['y'] }, given)).toEqual({ program: 'x', args: ['y'] })
})

test('what a command is kept from is looked for up to a bound, around where it runs first; what is left is told', async () => {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hearth-cover-')))
  using _ = { [Symbol.dispose]: () => rmSync(folder, { recursive: true }) }
  const cwd = join(folder, 'z', 'deep')
  for (const path of ['a/b/.env', 'node_modules/x/.env', 'z/.git/hooks/x', 'z/deep/.env', 'z/k.pem', 'y']) {
    mkdirSync(join(folder, path, '..'), { recursive: true })
    writeFileSync(join(folder, path), '')
  }
  symlinkSync('../y', join(folder, 'a', '.netrc'))
  symlinkSync('..', join(folder, 'z', '.ssh'))
  const { signal } = new AbortController()
  const all = await coverFolder({ folder, cwd, own: [] }, signal)
  expect(all.hidden.map(({ path }) => path).toSorted()).toEqual(
    ['a/b/.env', 'y', 'z/deep/.env', 'z/k.pem'].map((path) => join(folder, path)),
  )
  expect(all.guarded).toEqual([join(folder, 'z', '.git', 'hooks')])
  expect(all.notes).toEqual([expect.stringContaining('node_modules')])
  for (const bounds of [{ entries: 5 }, { depth: 1 }, { covered: 2 }]) {
    const some = await coverFolder({ folder, cwd, own: [] }, signal, bounds)
    expect(some.hidden).toContainEqual({ path: join(cwd, '.env'), kind: 'file' })
    expect(some.hidden).not.toContainEqual({ path: join(folder, 'a', 'b', '.env'), kind: 'file' })
    expect(some.notes).toContainEqual(expect.stringContaining('too much'))
  }
  await expect(coverFolder({ folder, cwd, own: [] }, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  })
})

const here = await findSandbox(process.platform)

describe.skipIf(here.kind === 'none')(
  `in the sandbox of this system (${here.kind}, ${here.lacks.join(' ')})`,
  () => {
    let root = ''
    let folder = ''
    beforeEach(() => {
      root = realpathSync(mkdtempSync(join(tmpdir(), 'hearth-sandbox-')))
      folder = join(root, 'granted')
      mkdirSync(join(folder, '.ssh'), { recursive: true })
      mkdirSync(join(folder, '.git', 'hooks'), { recursive: true })
      writeFileSync(join(folder, '.ssh', 'id'), 'secret')
      writeFileSync(join(folder, '.netrc'), 'secret')
      writeFileSync(join(root, 'other.txt'), 'other')
      mkdirSync(join(folder, 'hearth-data'))
      writeFileSync(join(folder, 'hearth-data', 'data'), 'secret')
    })
    afterEach(() => rmSync(root, { recursive: true, force: true }))

    async function runIn(
      line: string,
      signal = new AbortController().signal,
      heard = (_text: string): void => {},
      cwd = folder,
    ) {
      let text = ''
      const id = randomUUID()
      const cover = await coverFolder({ folder, cwd, own: [join(folder, 'hearth-data')] }, signal)
      const searchPath = process.env['PATH'] ?? ''
      const home = join(root, 'home')
      const where = { folder, cwd, home, searchPath, temporary: root, ...cover }
      const end = await runProcess({
        ...here.contain({ program: '/bin/sh', args: ['-c', line] }, where),
        cwd,
        env: { PATH: '/usr/bin:/bin', HOME: home },
        contained: true,
        timeLimit: 600_000,
        limits: { shown: 60_000, kept: 60_000 },
        outputFile: join(root, 'output.log'),
        id,
        tell: (_stream, piece) => {
          text += piece
          heard(text)
        },
        signal,
      })
      return { end, text, id }
    }

    test('the folder can be written, and what is written is there afterwards', async () => {
      const { end } = await runIn('echo a > new.txt; mkdir sub; pwd; exit 5')
      expect(end).toMatchObject({ how: 'exited', exitCode: 5 })
      expect(readFileSync(join(folder, 'new.txt'), 'utf8')).toBe('a\n')
    })

    test('nothing else can be read or written', async () => {
      const { text } = await runIn(
        `cat '${root}/other.txt' && echo READ; echo a > '${root}/made' && test -e '${root}/made' && echo MADE; touch /usr/x && echo USR; cat /etc/shadow && echo SHADOW; ls /root /home /var/lib && echo LISTED; echo tried all`,
      )
      expect(text).toContain('tried all')
      for (const word of ['READ', 'USR', 'SHADOW', 'LISTED']) expect(text).not.toContain(word)
      expect(existsSync(join(root, 'made'))).toBe(false)
      expect(readFileSync(join(root, 'other.txt'), 'utf8')).toBe('other')
    })

    test('keys in the folder are not there, and what runs later cannot be changed', async () => {
      const { text } = await runIn(
        'cat .ssh/id .netrc hearth-data/*; ls -A .ssh; touch .git/hooks/x && echo HOOKED; touch .ssh/x && echo SSH; mv .git/hooks y && echo MOVED; rm -rf .ssh && echo GONE; echo tried all',
      )
      expect(text).toContain('tried all')
      for (const word of ['secret', 'HOOKED', 'SSH', 'MOVED', 'GONE']) expect(text).not.toContain(word)
      expect(readFileSync(join(folder, '.ssh', 'id'), 'utf8')).toBe('secret')
    })

    test('nor are those further in, in any repository, under it or around it', async () => {
      const cwd = join(folder, 'app', 'src')
      for (const path of [
        '.env',
        'app/.env.local',
        'app/src/certs/server.pem',
        'lib/.aws/credentials',
        'app/src/.git/hooks/x',
        'lib/.git/config',
        'lib/.git/hooks/x',
        'lib/.git/modules/in/deep/hooks/x',
        'app/.git',
        'lib/.bashrc',
        'lib/.vscode/.env',
        'linked/.env',
        'hearth-data/.env',
        'named.git/hooks/x',
        'bare/HEAD',
        'bare/objects/x',
        'bare/refs/x',
        'bare/hooks/x',
        'bare/config',
        'bare/logs/.env',
      ]) {
        mkdirSync(join(folder, path, '..'), { recursive: true })
        writeFileSync(join(folder, path), 'secret')
      }
      symlinkSync('linked', join(folder, '.gnupg'))
      linkSync(join(folder, 'app', '.env.local'), join(folder, 'a.txt'))
      linkSync(join(folder, 'app', '.env.local'), join(folder, 'lib', 'a.txt'))
      linkSync(join(folder, 'lib', '.aws', 'credentials'), join(folder, 'b.txt'))
      mkdirSync(cwd, { recursive: true })
      const { text } = await runIn(
        [
          'mv ../../linked ../../node_modules && echo CHANGED linked; cat ../../node_modules/.env',
          'mv certs node_modules && echo CHANGED certs; cat node_modules/server.pem',
          'cat ../../.env ../.env.local certs/server.pem ../../lib/.aws/credentials ../../lib/.vscode/.env ../../linked/.env ../../bare/logs/.env ../../a.txt ../../b.txt ../../lib/a.txt',
          'for f in .git/hooks/x ../../.git/hooks/x ../../lib/.git/config ../../lib/.git/modules/in/deep/hooks/x ../.git ../../lib/.bashrc ../../named.git/hooks/x ../../bare/hooks/x ../../bare/config; do echo a > $f && echo CHANGED $f; done',
          'for d in ../.. ../../lib; do mv $d/.git $d/old; mkdir -p $d/.git/hooks; echo a > $d/.git/hooks/y && echo CHANGED $d; done',
          'mv ../../lib ../../old && mkdir -p ../../lib/.git/hooks && echo CHANGED lib',
          'mv ../../bare ../../old && echo CHANGED bare; echo a > ../../bare/HEAD || echo CHANGED too little',
          'echo a > ../../lib/.git/HEAD && mkdir ../new && echo WRITTEN; echo tried all',
        ].join('; '),
        undefined,
        undefined,
        cwd,
      )
      expect(text).toContain('WRITTEN\ntried all')
      for (const word of ['secret', 'CHANGED']) expect(text).not.toContain(word)
    })

    test('there is no network, this computer included', async () => {
      const server = createServer((socket) => socket.end('REACHED'))
      await new Promise<void>((resolve) => {
        server.listen(0, '127.0.0.1', resolve)
      })
      const { port } = server.address() as AddressInfo
      const line = `bash -c 'exec 3<>/dev/tcp/127.0.0.1/${port} && cat <&3'; echo tried`
      // Without the sandbox it is reached.
      expect((await promisify(execFile)('/bin/sh', ['-c', line])).stdout).toBe('REACHEDtried\n')
      const { text } = await runIn(line)
      server.close()
      expect(text).toContain('tried')
      expect(text).not.toContain('REACHED')
    })

    test.runIf(here.kind === 'bubblewrap')('stopping it leaves nothing, however it hides', async () => {
      const stopping = new AbortController()
      const { end, id } = await runIn(
        'trap "" TERM; (env -i setsid sh -c "trap \\"\\" TERM; while :; do sleep 1; done" &) ; echo ready; while :; do sleep 1; done',
        stopping.signal,
        (text) => {
          if (text.includes('ready')) stopping.abort()
        },
      )
      expect(end).toMatchObject({ how: 'stopped', remaining: [] })
      expect(await findTree({ root: -1, mark: `HEARTH_RUN=${id}`, contained: false }, 'linux')).toEqual([])
    })

    test.runIf(here.kind === 'bubblewrap')('it is asked to end first', async () => {
      const stopping = new AbortController()
      const { text, end } = await runIn(
        'trap "echo bye; exit 7" TERM; echo ready; sleep 1000 & wait',
        stopping.signal,
        (heard) => {
          if (heard.includes('ready')) stopping.abort()
        },
      )
      expect(text).toContain('bye')
      expect(end.exitCode).toBe(7)
    })
  },
)
