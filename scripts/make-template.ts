import { readdirSync } from 'node:fs'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { create } from 'tar'
import { clusterFolder } from '../src/core/database/embedded/cluster.ts'
import { openEngine } from '../src/core/database/embedded/engine.ts'
import { openEmbedded } from '../src/core/database/embedded/open.ts'
import {
  descriptionOf,
  digest,
  templateFingerprint,
  type TemplateDescription,
} from '../src/core/database/embedded/template.ts'
import { silentLog } from '../src/core/log.ts'
import { sourceFiles } from '../src/core/store-files.ts'
import { pgliteVersion } from './pglite-version.ts'

/** `npm run db:template`: the prepared database that a first start unpacks. */

/** Makes a cluster as Postgres does, with all migrations. Resolves with its folder. */
async function makeCluster(dataFolder: string): Promise<string> {
  const files = { ...sourceFiles(), template: join(dataFolder, 'none.tar.gz') }
  const database = await openEmbedded({ dataFolder, log: silentLog, files })
  await database.close()
  return clusterFolder(dataFolder)
}

/** Leaves out what an embedded database never uses: two thirds of the files are for making further databases from. */
async function trim(folder: string): Promise<void> {
  const engine = await openEngine(folder)
  for (const name of ['template0', 'template1']) {
    await engine.query('update pg_database set datistemplate = false where datname = $1', [name])
    await engine.exec(`drop database ${name}`)
  }
  await engine.exec('vacuum (freeze, analyze)')
  // What was logged so far ends here; from the next segment on it is empty, and packs to nothing.
  await engine.exec('select pg_switch_wal()')
  await engine.exec('checkpoint')
  const { rows } = await engine.query<{ current: string }>(
    'select pg_walfile_name(pg_current_wal_insert_lsn()) as current',
  )
  await engine.close()
  const log = join(folder, 'pg_wal')
  for (const entry of await readdir(log, { withFileTypes: true })) {
    if (entry.isFile() && entry.name !== rows[0]?.current) await rm(join(log, entry.name))
  }
  for (const file of ['postmaster.pid', 'postmaster.opts']) await rm(join(folder, file), { force: true })
}

/** The same bytes for the same files: sorted, without owners and times. */
async function pack(folder: string): Promise<Buffer> {
  const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()
  const options = { cwd: folder, portable: true, mtime: new Date(0), noDirRecurse: true }
  const chunks: Buffer[] = []
  for await (const chunk of create(options, paths)) chunks.push(chunk)
  return gzipSync(Buffer.concat(chunks), { level: 9 })
}

const { template, migrations } = sourceFiles()
const dataFolder = await mkdtemp(join(tmpdir(), 'hearth-template-'))
try {
  const folder = await makeCluster(dataFolder)
  await trim(folder)
  const archive = await pack(folder)
  const description: TemplateDescription = {
    ...templateFingerprint(migrations),
    pglite: pgliteVersion(),
    sha256: digest(archive),
  }
  await writeFile(template, archive)
  await writeFile(descriptionOf(template), `${JSON.stringify(description, null, 2)}\n`)
  console.log(`${template}: ${(archive.length / 1e6).toFixed(1)} MB`)
} finally {
  await rm(dataFolder, { recursive: true, force: true })
}
