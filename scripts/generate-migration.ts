import { runTool } from './tool.ts'

/** `npm run db:generate -- name_of_the_change`: the SQL that brings databases to the schema, under a name that says it. */

const [name = ''] = process.argv.slice(2)
if (/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/.test(name)) {
  process.exitCode = await runTool('drizzle-kit', ['generate', '--name', name])
} else {
  console.error('Name the change in two words or more, such as: npm run db:generate -- message_search_index')
  process.exitCode = 2
}
