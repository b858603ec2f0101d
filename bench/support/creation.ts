import { join } from 'node:path'
import { PGlite } from '@electric-sql/pglite'
import { drizzle } from 'drizzle-orm/pglite'
import { migrate } from 'drizzle-orm/pglite/migrator'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { sourceFiles } from '../../src/core/store-files.ts'
import { percentile } from './figures.ts'

/** A first creation as the app does it, and the plain way (PGlite's own, then the migrations), in turns. Medians of five. */
export async function measureCreation(folder: string): Promise<{ templateMs: number; plainMs: number }> {
  const template: number[] = []
  const plain: number[] = []
  for (let round = 0; round < 5; round += 1) {
    let start = performance.now()
    const store = await openDatabase({ dataFolder: join(folder, `template-${round}`), log })
    template.push(performance.now() - start)
    await store.close()
    start = performance.now()
    const pg = await PGlite.create(join(folder, `plain-${round}`))
    await migrate(drizzle(pg), { migrationsFolder: sourceFiles().migrations })
    plain.push(performance.now() - start)
    await pg.close()
  }
  return { templateMs: percentile(template, 0.5), plainMs: percentile(plain, 0.5) }
}
