import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFile, readPage } from './protocol.ts'

let folder: string
let root: string

beforeAll(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'hearth-protocol-')))
  root = join(folder, 'renderer')
  mkdirSync(join(root, 'assets.dir'), { recursive: true })
  writeFileSync(join(root, 'index.html'), 'page')
  writeFileSync(join(root, 'a b.js'), 'code')
  writeFileSync(join(folder, 'secret.txt'), 'secret')
  mkdirSync(join(folder, 'renderer-more'))
  writeFileSync(join(folder, 'renderer-more', 'secret.txt'), 'secret')
  symlinkSync(join(folder, 'secret.txt'), join(root, 'link.txt'))
})
afterAll(() => rmSync(folder, { recursive: true }))

test('an address of ours names a file of the page', async () => {
  expect(await findFile(root, 'app://hearth/index.html?x=1#y')).toBe(join(root, 'index.html'))
  expect(await findFile(root, 'app://hearth/a%20b.js')).toBe(join(root, 'a b.js'))
})

test.each([
  'app://hearth/',
  'app://hearth/missing.js',
  'app://hearth/assets.dir',
  'app://hearth/../secret.txt',
  'app://hearth/..%2fsecret.txt',
  'app://hearth/%2e%2e/secret.txt',
  'app://hearth/..%5csecret.txt',
  'app://hearth/../renderer-more/secret.txt',
  'app://hearth/..%2frenderer-more%2fsecret.txt',
  'app://hearth//etc/hosts.txt',
  'app://hearth/link.txt',
  'app://hearth/index.html%00.txt',
  'app://hearth/%zz.txt',
  'app://other/index.html',
  'app://hearth.example/index.html',
  'app://hearth:80/index.html',
  'file:///etc/hosts',
  'https://hearth/index.html',
  'no address',
])('%s names none', async (address) => {
  expect(await findFile(root, address)).toBeNull()
})

test('the page comes with its type and the policy that keeps it at home', async () => {
  const response = await readPage(root, 'GET', 'app://hearth/index.html')
  expect(await response.text()).toBe('page')
  expect(Object.fromEntries(response.headers)).toMatchObject({
    'content-type': 'text/html; charset=utf-8',
    'x-content-type-options': 'nosniff',
    'content-security-policy': expect.stringContaining("default-src 'none'"),
  })
  expect((await readPage(root, 'POST', 'app://hearth/index.html')).status).toBe(405)
  expect((await readPage(root, 'GET', 'app://hearth/none.js')).status).toBe(404)
})
