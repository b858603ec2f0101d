import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sourceFiles } from '../../src/core/store-files.ts'

/** The app's migrations and one more with these statements, as a later version would bring it. */
export async function makeLaterMigrations(
  ...statements: string[]
): Promise<{ path: string } & AsyncDisposable> {
  const path = await mkdtemp(join(tmpdir(), 'hearth-migrations-'))
  await cp(sourceFiles().migrations, path, { recursive: true })
  const journalFile = join(path, 'meta', '_journal.json')
  const journal = JSON.parse(await readFile(journalFile, 'utf8')) as {
    entries: { idx: number; when: number }[]
  }
  const last = journal.entries.at(-1)!
  const tag = '9999_from_a_later_version'
  journal.entries.push({
    ...last,
    idx: last.idx + 1,
    when: last.when + 1,
    tag,
  } as (typeof journal.entries)[0])
  await writeFile(journalFile, JSON.stringify(journal))
  await writeFile(join(path, `${tag}.sql`), statements.join(';\n--> statement-breakpoint\n'))
  return {
    path,
    async [Symbol.asyncDispose]() {
      await rm(path, { recursive: true, force: true })
    },
  }
}
