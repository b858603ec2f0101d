import { mkdirSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeActionPlace } from '../../../../tests/support/action-place.ts'
import { checkGrant } from './grant.ts'
import { openFolder } from './open-folder.ts'
import { absolutePath } from './path-text.ts'
import { isPrivate, isSelfRunning, looksPrivate } from './private.ts'
import { isWithin } from './within.ts'

const refused = (code: string) => expect.objectContaining({ name: 'AppError', code })

test.each([
  ['a NUL', 'a\0b'],
  ['a line break', 'notes.md\nrm -rf'],
  ['a carriage return', 'a\rb'],
  ['a turn of direction', 'invoice\u202Efdp.exe'],
  ['a hidden mark of direction', 'a\u200Fb'],
  ['half a character', 'a\uD800'],
])('a path with %s is refused', (_, path) => {
  const place = { granted: ['/home/u/project'], home: '/home/u', platform: 'linux' } as const
  expect(() => absolutePath(path, place)).toThrow(refused('forbidden'))
})

test.each([
  String.raw`\\?\C:\Users\u\x`,
  String.raw`\\.\PhysicalDrive0`,
  String.raw`\\server\share\x`,
  '//server/share/x',
  String.raw`C:\p\notes.txt:hidden`,
  String.raw`C:\p\notes.txt::$DATA`,
  String.raw`C:notes.txt`,
  String.raw`\p\notes.txt`,
  String.raw`C:\p\NUL`,
  String.raw`C:\p\com1.txt`,
  String.raw`C:\p\COM¹`,
  String.raw`C:\p\secret.`,
  String.raw`C:\p\secret \x`,
  String.raw`C:\p\a?b`,
])('on Windows %s is refused', (path) => {
  const place = { granted: [String.raw`C:\p`], home: String.raw`C:\Users\u`, platform: 'win32' } as const
  expect(() => absolutePath(path, place)).toThrow(refused('forbidden'))
})

test('what a path text means: home, the one granted folder, and no guess among several', () => {
  const place = { granted: ['/home/u/project'], home: '/home/u', platform: 'linux' } as const
  expect(absolutePath('a/./b/../c', place)).toBe('/home/u/project/a/c')
  expect(absolutePath('~/project/a', place)).toBe('/home/u/project/a')
  expect(absolutePath('../x', place)).toBe('/home/u/x')
  expect(() => absolutePath('a', { ...place, granted: ['/a', '/b'] })).toThrow(refused('invalid_input'))
  expect(() => absolutePath('a', { ...place, granted: [] })).toThrow(refused('no_folder'))
  expect(() => absolutePath('', place)).toThrow(refused('invalid_input'))
  const windows = { granted: [String.raw`C:\p`], home: String.raw`C:\Users\u`, platform: 'win32' } as const
  expect(absolutePath(String.raw`..\x\y`, windows)).toBe(String.raw`C:\x\y`)
  expect(absolutePath('sub/y', windows)).toBe(String.raw`C:\p\sub\y`)
})

test.each([
  ['/p', '/p', 'linux', true],
  ['/p', '/p/a', 'linux', true],
  ['/p', '/p/..a', 'linux', true],
  ['/p', '/pa', 'linux', false],
  ['/p', '/', 'linux', false],
  ['/p', '/P/a', 'linux', false],
  ['/p', '/P/a', 'darwin', true],
  ['/Caf\u00e9', '/cafe\u0301/a', 'darwin', true],
  [String.raw`C:\P`, String.raw`c:\p\a`, 'win32', true],
  [String.raw`C:\P`, String.raw`D:\P\a`, 'win32', false],
] as const)('%s holds %s on %s: %s', (folder, path, platform, within) => {
  expect(isWithin(folder, path, platform)).toBe(within)
})

test.each(
  [
    '.ssh/config|.SSH/id|.s\u200Csh/x|x/.gnupg|.aws/credentials|.kube/config|a/keyrings/k|.docker/config.json',
    'server.PEM|id_rsa|id_ed25519.bak|.env|.env.local|.netrc|p.kdbx|Login Data|key4.db|.config/gh/hosts.yml',
    '.config/google-chrome/Default/x|.mozilla/firefox/x|.bash_history|a/.config/gcloud/x|a/.config/gh/hosts.yml',
  ].flatMap((line) => line.split('|')),
)('%s is private, in any folder', (path) => {
  expect(isPrivate(`/home/u/${path}`, '/home/u', 'linux')).toBe(true)
})

test.each([
  'notes.md',
  '.env.example',
  'environment.ts',
  'id_mapping.ts',
  'ssh/readme',
  'keys.md',
  '.config/app',
])('%s is not private', (path) => expect(isPrivate(`/home/u/${path}`, '/home/u', 'linux')).toBe(false))

test('what programs run by themselves, and how a private key begins', () => {
  expect(
    ['/p/.git/hooks/x', '/p/.bashrc', '/p/.Git/config', '/p/.husky/pre-commit', '/p/.Rprofile'].every(
      isSelfRunning,
    ),
  ).toBe(true)
  expect(['/p/git/x', '/p/.github/x'].map(isSelfRunning)).toEqual([false, false])
  expect(looksPrivate(Buffer.from('\n-----BEGIN OPENSSH PRIVATE KEY-----\n'))).toBe(true)
  expect(looksPrivate(Buffer.from('-----BEGIN CERTIFICATE-----\n'))).toBe(false)
})

test('home, what holds it, Hearth’s data, the system’s folders and private places are never granted', async () => {
  using world = makeActionPlace()
  const { home, dataFolder } = world.place
  mkdirSync(join(home, '.ssh'))
  mkdirSync(join(dataFolder, 'inner'))
  symlinkSync(home, join(world.granted, 'link'))
  writeFileSync(join(home, 'file'), '')
  const never = [
    '/',
    home,
    world.root,
    join(home, '.config'),
    dataFolder,
    join(dataFolder, 'inner'),
    '/etc',
    '/proc/self',
  ]
  for (const folder of [...never, join(home, '.ssh'), join(world.granted, 'link')])
    await expect(checkGrant(folder, world.place)).rejects.toEqual(refused('forbidden'))
  await expect(checkGrant(join(home, 'file'), world.place)).rejects.toEqual(refused('invalid_input'))
  await expect(checkGrant(join(home, 'none'), world.place)).rejects.toEqual(refused('not_found'))

  symlinkSync(world.granted, join(home, 'way'))
  expect(await checkGrant(join(home, 'way'), world.place)).toBe(realpathSync(world.granted))
})

test.runIf(process.platform === 'linux')(
  'what is reached through an open folder stays the same when a link takes its place',
  async () => {
    using world = makeActionPlace()
    const folder = join(world.granted, 'sub')
    mkdirSync(folder)
    mkdirSync(join(world.root, 'secret'))
    writeFileSync(join(folder, 'f'), 'inside')
    writeFileSync(join(world.root, 'secret', 'f'), 'outside')
    await using opened = await openFolder(folder, 'linux')
    await using byPath = await openFolder(folder, 'darwin')
    renameSync(folder, `${folder}.old`)
    symlinkSync(join(world.root, 'secret'), folder)
    expect(await readFile(opened.at('f'), 'utf8')).toBe('inside')
    await expect(byPath.confirm()).rejects.toEqual(refused('forbidden'))
    await expect(openFolder(folder, 'linux')).rejects.toEqual(refused('invalid_input'))
    rmSync(folder)
    mkdirSync(folder)
    await expect(byPath.confirm()).rejects.toEqual(refused('forbidden'))
  },
)
