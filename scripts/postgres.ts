import { spawnSync } from 'node:child_process'
import { existsSync, globSync, mkdirSync, writeFileSync } from 'node:fs'
import { delimiter, dirname, join } from 'node:path'
import { canInstall, installPackage } from './debian.ts'

export const postgresAdvice =
  'Install Postgres 15 or newer (Debian: apt-get install postgresql-15), or name the folder of its programs in HEARTH_POSTGRES.'

const oldest = 15

/** The folder with the programs of a Postgres server that is new enough, or null. `HEARTH_POSTGRES` names one of your own. */
export function findPostgres(): string | null {
  const own = process.env['HEARTH_POSTGRES']
  const candidates = own ? [own] : [...onThePath(), ...inUsualPlaces()]
  return candidates.find(isNewEnough) ?? null
}

/** Finds a Postgres server, or gets Debian's package when that is ours to install. Starts none. */
export async function ensurePostgres(): Promise<string | null> {
  const found = findPostgres()
  if (found || !canInstall()) return found

  keepFromStarting()
  await installPackage('postgresql-15')
  return findPostgres()
}

/** Debian's package would make a database of its own and run it as a service: the tests want the programs only. */
function keepFromStarting(): void {
  const settings = '/etc/postgresql-common/createcluster.conf'
  if (existsSync(settings)) return
  mkdirSync(dirname(settings), { recursive: true })
  writeFileSync(settings, 'create_main_cluster = false\n')
}

function onThePath(): string[] {
  return (process.env['PATH'] ?? '').split(delimiter).filter(Boolean)
}

function inUsualPlaces(): string[] {
  const patterns = [
    '/usr/lib/postgresql/*/bin',
    '/usr/pgsql-*/bin',
    '/opt/homebrew/opt/postgresql@*/bin',
    '/usr/local/opt/postgresql@*/bin',
  ]
  return patterns.flatMap((pattern) => globSync(pattern).toSorted())
}

function isNewEnough(folder: string): boolean {
  if (!['initdb', 'postgres'].every((program) => existsSync(join(folder, program)))) return false
  const { stdout } = spawnSync(join(folder, 'postgres'), ['--version'], { encoding: 'utf8', timeout: 20_000 })
  return Number(/ (\d+)/.exec(stdout)?.[1] ?? 0) >= oldest
}
