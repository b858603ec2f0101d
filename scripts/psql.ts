import { isMissing } from '../src/core/is-missing.ts'
import { withDatabaseUrl, type DatabaseUrl } from './database-url.ts'
import { run, type RunOptions } from './tool.ts'

/**
 * `npm run db:psql [-- arguments of psql]`: psql on the app's database. Where there is nothing for it to do and nobody to
 * talk to, the database stays open to other clients until Ctrl-C. What psql says has stdout for itself.
 */

const args = process.argv.slice(2)
const { stdin, stdout } = process

/** Resolves when there is SQL on standard input, without taking any of it; never when that ends empty. */
const input =
  args.length > 0 || stdin.isTTY
    ? null
    : new Promise<void>((resolve) => {
        // The end is told in the same way.
        stdin.once('readable', () => stdin.readableLength > 0 && resolve())
      })

/** Null where psql is not installed. */
async function psql(url: string, options?: RunOptions): Promise<number | null> {
  try {
    return await run('psql', ['--dbname', url, ...args], options)
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

function missing(): number {
  console.error(
    'psql is not installed. Without arguments, npm run db:psql opens the database to other clients.',
  )
  return 127
}

/** Ctrl-C or another end from outside. */
function watchSignals(): Promise<'ended'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
      process.once(signal, () => resolve('ended'))
  })
}

/** Until it is ended, or until there is SQL after all. */
async function serve(url: string, ended: Promise<'ended'>): Promise<number> {
  console.error('The database is open to Postgres clients until Ctrl-C; the app waits as long.')
  const next = await Promise.race([ended, ...(input ? [input] : [])])
  return next === 'ended' ? 0 : ((await psql(url, { input: stdin })) ?? missing())
}

async function work({ url, embedded }: DatabaseUrl): Promise<number> {
  if (!embedded) return (await psql(url)) ?? missing()
  const line = `DATABASE_URL=${url}`
  if (args.length > 0 || stdin.readableLength > 0) {
    console.error(line)
    const options = args.length > 0 ? {} : { input: stdin }
    return (await psql(url, options)) ?? missing()
  }
  // Before anybody knows the address: whoever reads it may end this at once.
  const ended = watchSignals()
  console.log(line)
  if (stdin.isTTY && stdout.isTTY) return (await psql(url)) ?? (await serve(url, ended))
  return serve(url, ended)
}

process.exitCode = await withDatabaseUrl(work)
stdin.destroy()
