import { PGlite } from '@electric-sql/pglite'
import { amcheck } from '@electric-sql/pglite/contrib/amcheck'
import { pg_trgm } from '@electric-sql/pglite/contrib/pg_trgm'
import { pg_textsearch } from '@electric-sql/pglite-pg_textsearch'
import { clusterFolder } from '../../src/core/database/embedded/cluster.ts'

/** Has Postgres check all indexes of a closed database against their tables. Returns how many; throws for a bad one. */
export async function checkIndexes(dataFolder: string): Promise<number> {
  const pg = await PGlite.create({
    dataDir: clusterFolder(dataFolder),
    extensions: { amcheck, pg_textsearch, pg_trgm },
  })
  try {
    await pg.exec('create extension if not exists amcheck')
    const { rows } = await pg.query<{ checked: number }>(
      `select count(bt_index_check(c.oid, true))::int as checked from pg_class c join pg_am a on a.oid = c.relam
       where a.amname = 'btree' and c.relkind = 'i' and c.relpersistence = 'p'`,
    )
    return rows[0]?.checked ?? 0
  } finally {
    await pg.close()
  }
}
