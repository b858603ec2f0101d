#!/usr/bin/env node
// Runs one of our TypeScript programs on the pinned Node, after installing what is missing. Plain JavaScript, and only
// what Node 20.19 knows, since this is the file that meets a fresh machine. Says nothing unless there is something to do.
import { spawn, spawnSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { dirname, delimiter, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const windows = process.platform === 'win32'
const pinnedNode = join(root, 'node_modules', 'node', 'bin', windows ? 'node.exe' : 'node')

/** @param {string} message @returns {never} */
function fail(message) {
  process.stderr.write(`${message}\n`)
  process.exit(1)
}

function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  fail(
    `Hearth needs Node 20.19 or later to set itself up. This is Node ${process.versions.node} (${process.execPath}).`,
  )
}

/** @param {string} file */
function changedAt(file) {
  return statSync(join(root, file), { throwIfNoEntry: false })?.mtimeMs ?? 0
}

/** npm writes its own list of what is installed at the very end, so an install that was cut short is seen. */
function isInstalled() {
  const installed = changedAt('node_modules/.package-lock.json')
  return (
    installed > 0 &&
    installed >= changedAt('package-lock.json') &&
    changedAt('node_modules/node/package.json') > 0
  )
}

function install() {
  process.stderr.write('Installing packages (npm ci)…\n')
  const npm = process.env['npm_execpath']
  const args = ['ci', '--no-fund', '--no-audit', '--loglevel=error']
  // stdout belongs to the program that comes after.
  const options = { cwd: root, stdio: ['ignore', 2, 2] }
  const { status, error } = npm?.endsWith('.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, { ...options, shell: windows })
  if (error) fail(`npm could not be started: ${error.message}`)
  if (status !== 0) fail('npm ci failed. Its own words are above.')
}

/** @param {string} program @param {string[]} args */
function run(program, args) {
  const child = spawn(pinnedNode, [resolve(root, program), ...args], {
    stdio: 'inherit',
    env: { ...process.env, PATH: `${dirname(pinnedNode)}${delimiter}${process.env['PATH'] ?? ''}` },
  })
  child.on('error', (error) => fail(`The pinned Node could not be started (${pinnedNode}): ${error.message}`))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
  // A terminal sends Ctrl-C to both of us; twice would be once too often.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
  process.on('SIGTERM', () => child.kill('SIGTERM'))
  process.on('SIGHUP', () => child.kill('SIGHUP'))
}

checkNode()
const [program, ...args] = process.argv.slice(2)
if (!program) fail('Usage: node scripts/run.mjs PROGRAM.ts [arguments]')
if (!isInstalled()) install()
run(program, args)
