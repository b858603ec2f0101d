import { withDatabaseUrl } from './database-url.ts'
import { runTool } from './tool.ts'

/** `npm run db:push` and `npm run db:studio`: drizzle-kit on the app's database; drizzle.config.ts reads the address. */

const args = process.argv.slice(2)
process.exitCode = await withDatabaseUrl(({ url }) =>
  runTool('drizzle-kit', args, { env: { DATABASE_URL: url } }),
)
