import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { installed, packageFolder, readLicences } from './licences.ts'
import { root } from './root.ts'

test('what is packed has a licence each, and most have its text', () => {
  const licences = readLicences(installed(root))
  const names = licences.map(({ name }) => name)
  expect(names).toEqual(expect.arrayContaining(['@electric-sql/pglite', 'i18next', 'ollama', 'zod']))
  expect(names).not.toContain('vitest')
  expect(licences.filter(({ licence }) => licence === 'unknown')).toEqual([])
  const withText = licences.filter(({ text }) => text.length > 200)
  expect(withText.length).toBeGreaterThan(licences.length / 2)
})

test('a module belongs to the innermost package, one of ours to none', () => {
  expect(packageFolder('/a/node_modules/b/node_modules/@c/d/lib/e.js?x')).toBe(
    '/a/node_modules/b/node_modules/@c/d',
  )
  expect(packageFolder('\0/a/node_modules/react/index.js')).toBe('/a/node_modules/react')
  expect(packageFolder('/a/src/renderer/app.tsx')).toBeNull()
})

test('a package for another system is left out', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const one = join(folder.path, 'one')
  await mkdir(one)
  await writeFile(join(one, 'package.json'), '{"name":"one","version":"1.0.0","license":{"type":"MIT"}}')
  await writeFile(join(one, 'LICENCE.md'), 'As you like.\n')
  expect(readLicences([join(folder.path, 'other'), one])).toEqual([
    { name: 'one', version: '1.0.0', licence: 'MIT', text: 'As you like.' },
  ])
})
