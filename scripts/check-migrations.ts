import { cpSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.ts'
import { runTool } from './tool.ts'

/** `npm run check:db`: a migration made now would be empty, so the SQL of drizzle/ is all of the schema. */

const copy = '.cache/check-migrations'
const count = (): number => globSync(`${copy}/*.sql`, { cwd: root }).length

rmSync(join(root, copy), { recursive: true, force: true })
cpSync(join(root, 'drizzle'), join(root, copy), { recursive: true })
const before = count()
const target = ['--dialect', 'postgresql', '--schema', './src/core/database/schema.ts', '--out', `./${copy}`]
// Nobody answers a question here: a change that needs one is a change.
const code = await runTool('drizzle-kit', ['generate', ...target], { stdio: ['ignore', 'ignore', 2] })
if (code !== 0 || before === 0 || count() !== before) {
  console.error(
    'The schema has changed since the last migration. Make one: npm run db:generate -- name_of_the_change',
  )
  process.exitCode = 1
}
