import { createHash } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { gunzip } from 'node:zlib'
import { readMigrationFiles } from 'drizzle-orm/migrator'
import { z } from 'zod'
import type { StoreFiles } from '../../store-files.ts'
import { flushFolder, writeFlushed } from '../flush.ts'
import { postgresMajor } from './cluster.ts'

/**
 * A prepared, empty cluster with all migrations in it: unpacking it takes a fraction of what Postgres takes to make one.
 * `npm run db:template` makes it; its description lies beside it.
 */
const descriptionSchema = z.strictObject({
  /** The major version of Postgres. */
  postgres: z.string(),
  /** The version of PGlite that made it. Which of them opens which, the major version says. */
  pglite: z.string(),
  /** Hashes of the migrations in it, in their order. */
  migrations: z.array(z.string()),
  /** Of the archive: one that was cut short is not used. */
  sha256: z.string(),
})
export type TemplateDescription = z.infer<typeof descriptionSchema>

/** How many files are written at the same time. */
const atOnce = 8

/** Where the description of a template lies. */
export function descriptionOf(template: string): string {
  return template.replace(/\.tar\.gz$/, '.json')
}

/** What a template has to be made of to fit this Hearth. */
export function templateFingerprint(
  migrationsFolder: string,
): Pick<TemplateDescription, 'postgres' | 'migrations'> {
  const migrations = readMigrationFiles({ migrationsFolder }).map(({ hash }) => hash)
  return { postgres: postgresMajor, migrations }
}

export async function readDescription(template: string): Promise<TemplateDescription> {
  return descriptionSchema.parse(JSON.parse(await readFile(descriptionOf(template), 'utf8')))
}

/** The template's archive. Throws an Error that says why it cannot be used. */
export async function readTemplate({ template, migrations }: StoreFiles): Promise<Buffer> {
  const description = await readDescription(template)
  const { postgres, migrations: known } = templateFingerprint(migrations)
  if (description.postgres !== postgres) throw new Error(`It is of Postgres ${description.postgres}.`)
  if (description.migrations.join() !== known.join()) throw new Error('It was made from other migrations.')
  const archive = await readFile(template)
  if (digest(archive) !== description.sha256) throw new Error('It is damaged.')
  return archive
}

/** SHA-256, in hexadecimal digits. */
export function digest(archive: Buffer): string {
  return createHash('sha256').update(archive).digest('hex')
}

/** Unpacks a template into a new folder and brings all of it to the disk. Its files are their owner's only. */
export async function unpackTemplate(archive: Buffer, folder: string): Promise<void> {
  const entries = await readEntries(archive)
  const folders = new Set([folder])
  for (const { path, content } of entries) {
    if (!content) folders.add(join(folder, path))
    for (let above = dirname(path); above !== '.'; above = dirname(above)) folders.add(join(folder, above))
  }
  // Sorted, so that each comes after the one it is in.
  for (const path of [...folders].sort()) await mkdir(path, { mode: 0o700 })
  const queue = entries.values()
  const write = async (): Promise<void> => {
    for (const { path, content } of queue) if (content) await writeFlushed(join(folder, path), content, 'wx')
  }
  // All of them end before a failure is told: whoever clears the folder away then has it alone.
  const written = await Promise.allSettled(Array.from({ length: atOnce }, write))
  for (const outcome of written) if (outcome.status === 'rejected') throw outcome.reason
  for (const path of folders) await flushFolder(path)
}

interface Entry {
  readonly path: string
  /** Null for a folder. */
  readonly content: Buffer | null
}

async function readEntries(archive: Buffer): Promise<Entry[]> {
  // Only a first start needs it.
  const { Parser } = await import('tar')
  const entries: Promise<Entry>[] = []
  const parser = new Parser({
    strict: true,
    onReadEntry(entry) {
      const path = entry.path.replace(/\/$/, '')
      const isFolder = entry.type === 'Directory'
      entries.push(entry.concat().then((content) => ({ path, content: isFolder ? null : content })))
    },
  })
  const read = new Promise<void>((resolve, reject) => {
    parser.on('end', resolve)
    parser.on('error', reject)
  })
  parser.end(await promisify(gunzip)(archive))
  await read
  return Promise.all(entries)
}
