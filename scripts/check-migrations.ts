import { cpSync, globSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { readDescription, readTemplate } from '../src/core/database/embedded/template.ts'
import { sourceFiles } from '../src/core/store-files.ts'
import { pgliteVersion } from './pglite-version.ts'
import { root } from './root.ts'
import { runTool } from './tool.ts'

/**
 * `npm run check:db`: a migration made now would be empty, so the SQL of drizzle/ is all of the schema; and the template
 * that a first start unpacks was made from that SQL, by the PGlite that is installed.
 */

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

/** Null when the template is current, else why it is not. */
async function findFault(): Promise<string | null> {
  const files = sourceFiles()
  try {
    await readTemplate(files)
    const { pglite } = await readDescription(files.template)
    return pglite === pgliteVersion() ? null : `It was made by PGlite ${pglite}.`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const fault = await findFault()
if (fault !== null) {
  console.error(`The template of a new database is not current: ${fault} Make it anew: npm run db:template`)
  process.exitCode = 1
}
