import { mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { makeFolder } from './make-folder.ts'

test('a folder is made with those above it, for its owner only, and may be there already', () => {
  const root = mkdtempSync(join(tmpdir(), 'hearth-folder-'))
  makeFolder(join(root, 'a', 'b'))
  makeFolder(join(root, 'a', 'b'))
  expect(statSync(join(root, 'a', 'b')).mode & 0o777).toBe(0o700)
  rmSync(root, { recursive: true })
})

test('a place where no folder can be is told at once', () => {
  const root = mkdtempSync(join(tmpdir(), 'hearth-folder-'))
  writeFileSync(join(root, 'file'), '')
  expect(() => makeFolder(join(root, 'file'))).toThrow('EEXIST')
  expect(() => makeFolder(join(root, 'file', 'under'))).toThrow(/EEXIST|ENOTDIR/)
  rmSync(root, { recursive: true })
})

test.runIf(process.platform === 'linux')('a file system that takes no folders is told at once', () => {
  expect(() => makeFolder('/proc/hearth/data')).toThrow('ENOENT')
})
