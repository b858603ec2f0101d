import { expect, test } from 'vitest'
import { findLeaks, findStrangers, importedPackages } from './look-at-files.ts'

test('sources, tests, maps and secrets are strangers in a package, and programs, icons and licences are not', () => {
  const fine = [
    'out/main/index.js',
    'out/renderer/assets/latest-news.js',
    'node_modules/pg/lib/index.js',
    'node_modules/@electric-sql/pglite/dist/pglite.wasm',
    'node_modules/pg/LICENSE',
    'drizzle/0000_begin.sql',
    'tray.png',
  ]
  const strange = [
    'src/main/index.ts',
    'out/main/index.js.map',
    'out/main/a.test.js',
    'node_modules/a/test/b.js',
    '.env.local',
    'certificates/own.pem',
    '.npmrc',
    'npm-debug.log',
  ]
  const files = [...fine, ...strange].map((path) => ({ path, bytes: 1 }))
  expect(findStrangers(files).map((sentence) => sentence.split(' is ')[0])).toEqual(strange)
})

test('a built program tells which packages it needs, once each, without what comes with Node', () => {
  const program = `import { a } from "@electric-sql/pglite/contrib/pg_trgm";
import fs from "node:fs";
import { app } from "electron";
import { x } from "./chunks/x.js";
export { y } from "y";
const tar = await import("tar"); import("tar");
/** @type {import('net').Server} and import z from 'z' */`
  expect(importedPackages(program)).toEqual(['@electric-sql/pglite/contrib/pg_trgm', 'tar', 'y'])
})

test('the folder in which it was built, and a key, are found in its text', () => {
  const key = ['-----BEGIN RSA PRIVATE', 'KEY-----'].join(' ')
  expect(findLeaks('a.js', `"/home/me/hearth/src" ${key}`, '/home/me/hearth')).toHaveLength(2)
  expect(findLeaks('a.js', '"/home"', '/home/me/hearth')).toEqual([])
})
