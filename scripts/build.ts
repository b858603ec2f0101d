import { createHash } from 'node:crypto'
import { existsSync, globSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { root } from './root.ts'
import { runTool } from './tool.ts'

const stamp = join(root, 'out', '.built-from')

/** Builds the app when it is not there, or was built from other sources. False when the build failed. */
export async function buildIfStale(): Promise<boolean> {
  const sources = describeSources()
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return true
  console.error('Building…')
  // stdout belongs to whoever called us.
  const code = await runTool('electron-vite', ['build', '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] })
  if (code !== 0) return false
  mkdirSync(dirname(stamp), { recursive: true })
  writeFileSync(stamp, sources)
  return true
}

/** Changes with every file that goes into the build: its name, size or time. */
function describeSources(): string {
  const files = globSync(['src/**/*', 'electron.vite.config.ts', 'package.json', 'package-lock.json'], {
    cwd: root,
    exclude: ['**/*.test.{ts,tsx}'],
  })
  const hash = createHash('sha256')
  for (const file of files.sort()) {
    const { size, mtimeMs } = statSync(join(root, file))
    hash.update(`${file}\0${size}\0${mtimeMs}\n`)
  }
  return hash.digest('hex')
}
