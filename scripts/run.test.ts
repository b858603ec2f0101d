import { spawn, spawnSync, type SpawnSyncReturns } from 'node:child_process'
import { once } from 'node:events'
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'

// A project of its own, with an `npm` that installs this very Node and notes that it was called.
let project: string
let env: NodeJS.ProcessEnv

const npm = `#!${process.execPath}
const fs = require('node:fs')
fs.appendFileSync('npm-calls', process.argv.slice(2).join(' ') + '\\n')
console.log('noise of npm')
fs.mkdirSync('node_modules/node/bin', { recursive: true })
fs.writeFileSync('node_modules/node/package.json', '{}')
fs.rmSync('node_modules/node/bin/node', { force: true })
fs.symlinkSync(${JSON.stringify(process.execPath)}, 'node_modules/node/bin/node')
fs.writeFileSync('node_modules/.package-lock.json', '{}')
`

beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'hearth-run-'))
  mkdirSync(join(project, 'scripts'))
  mkdirSync(join(project, 'bin'))
  copyFileSync(new URL('run.mjs', import.meta.url), join(project, 'scripts', 'run.mjs'))
  writeFileSync(join(project, 'package-lock.json'), '{}')
  writeFileSync(join(project, 'bin', 'npm'), npm)
  chmodSync(join(project, 'bin', 'npm'), 0o755)
  env = { ...process.env, PATH: `${join(project, 'bin')}:${process.env['PATH']}` }
  delete env['npm_execpath']
})
afterEach(() => rmSync(project, { recursive: true, force: true }))

function program(text: string): void {
  writeFileSync(join(project, 'program.ts'), text)
}

function run(...args: string[]): SpawnSyncReturns<string> {
  const script = join(project, 'scripts', 'run.mjs')
  return spawnSync(process.execPath, [script, 'program.ts', ...args], {
    cwd: tmpdir(),
    env,
    encoding: 'utf8',
  })
}

function npmCalls(): number {
  const file = join(project, 'npm-calls')
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').length : 0
}

test('it installs once, says so on stderr, and leaves stdout to the program', () => {
  program('const words: string[] = process.argv.slice(2)\nconsole.log(words.join("|"))\nprocess.exitCode = 7')
  const first = run('a b', '--flag', '')
  expect(first).toMatchObject({ status: 7, stdout: 'a b|--flag|\n' })
  expect(first.stderr).toMatch(/^Installing packages \(npm ci\)…\nnoise of npm\n/)
  expect(run('again')).toMatchObject({ status: 7, stdout: 'again\n', stderr: '' })
  expect(npmCalls()).toBe(1)
})

test('it installs again when the lock file is newer than what is installed', () => {
  program('')
  run()
  const later = new Date(Date.now() + 60_000)
  utimesSync(join(project, 'package-lock.json'), later, later)
  run()
  expect(npmCalls()).toBe(2)
})

test('an install that fails is told, and nothing is run', () => {
  program('console.log("ran")')
  writeFileSync(join(project, 'bin', 'npm'), '#!/bin/sh\nexit 3\n')
  const { status, stdout, stderr } = run()
  expect({ status, stdout }).toEqual({ status: 1, stdout: '' })
  expect(stderr).toContain('npm ci failed')
})

test('a signal reaches the program, and its way of ending is passed on', async () => {
  program('')
  run()
  program('process.on("SIGTERM", () => process.exit(9))\nsetInterval(() => {}, 1000)\nconsole.log("ready")')
  const script = join(project, 'scripts', 'run.mjs')
  const child = spawn(process.execPath, [script, 'program.ts'], { env, stdio: ['ignore', 'pipe', 'inherit'] })
  await once(child.stdout, 'data')
  child.kill('SIGTERM')
  expect(await once(child, 'exit')).toEqual([9, null])
})
