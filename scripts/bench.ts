import { globSync } from 'node:fs'
import { basename, join } from 'node:path'
import { buildIfStale } from './build.ts'
import { root } from './root.ts'
import { run } from './tool.ts'

/** `npm run bench -- NAME [arguments]`: one benchmark of bench/. Without a name: which there are. */

const names = globSync('bench/*.ts', { cwd: root, exclude: ['**/*.test.ts'] })
  .map((file) => basename(file, '.ts'))
  .sort()
const [name, ...args] = process.argv.slice(2)

if (name !== undefined && names.includes(name)) {
  const built = await buildIfStale()
  process.exitCode = built ? await run(process.execPath, [join(root, 'bench', `${name}.ts`), ...args]) : 1
} else {
  const list = names.length > 0 ? names.join(', ') : 'none yet'
  console.error(
    name === undefined ? `Benchmarks: ${list}` : `There is no benchmark ${name}. There are: ${list}`,
  )
  process.exitCode = name === undefined ? 0 : 2
}
