import { AppError } from '../../../shared/errors.ts'
import { freeSpace, folderSize } from '../snapshots/disk-space.ts'
import { ask, type Call } from './ask.ts'

/** What was deleted: facts alone, or conversations with all that they held. */
export type Deleted = 'facts' | 'conversations'

/** Bytes that stay free for the database itself. */
const reserve = 64_000_000
/** Segments of the log that may wait to be used again. */
const mostSegments = 20

/**
 * Makes what was deleted gone from the files: Postgres only marks rows as dead and writes over them some day. Tables are
 * written anew with what they still hold, so are the planner's samples of them, and of the log nothing stays that was
 * there before. `message` is only written anew where messages were deleted: it may be large. One statement at a time, so
 * that a call that comes meanwhile waits for no more than that. Throws `disk_full` before it has begun.
 */
export async function erase(
  { call, cluster }: { readonly call: Call; readonly cluster: string },
  deleted: Deleted,
  signal: AbortSignal,
): Promise<void> {
  await checkSpace(cluster)
  const exec = (sql: string): Promise<unknown> => {
    signal.throwIfAborted()
    return call({ kind: 'exec', sql })
  }
  const anew = await tablesWith(call, deleted)
  for (const { name } of anew) await exec(`vacuum full ${name}`)
  for (const { name } of anew) await exec(`analyze ${name}`)
  await exec('vacuum full pg_statistic')
  await emptyLog(call, exec)
}

/** Tables of this size in bytes, all in all, are written anew while one waits. */
const aMoment = 16_000_000

/** Whether it takes no longer than a person would wait. */
export async function isQuick(call: Call, deleted: Deleted): Promise<boolean> {
  const tables = await tablesWith(call, deleted)
  return tables.reduce((sum, { size }) => sum + size, 0) < aMoment
}

/** Where what was deleted may have stood. */
async function tablesWith(call: Call, deleted: Deleted) {
  const tables = await ask<{ name: string; size: number; messages: boolean }>(call, everyTable)
  return tables.filter(({ messages }) => deleted === 'conversations' || !messages)
}

/** Ours, and the index of the search, which has copies of texts. */
const everyTable = `select format('%I.%I', nspname, relname) as name,
    pg_total_relation_size(pg_class.oid)::float8 as size, nspname = 'public' and relname = 'message' as messages
  from pg_class join pg_namespace on pg_namespace.oid = relnamespace
  where relkind = 'r' and nspname in ('public', 'search') order by nspname, relname`

/** Ends the segment that is written, and those that wait with what they held: then none is needed any more. */
async function emptyLog(call: Call, exec: (sql: string) => Promise<unknown>): Promise<void> {
  // Else they would get another name and keep what is in them.
  await exec('set wal_recycle = off')
  for (let segments = 0; segments < mostSegments; segments += 1) {
    await exec(`select pg_logical_emit_message(true, 'erase', '')`)
    await exec('select pg_switch_wal()')
    const [row] = await ask<{ waiting: boolean }>(call, waitingSegments)
    if (!row?.waiting) break
  }
  await exec('checkpoint')
  await exec('reset wal_recycle')
}

const waitingSegments = `select exists (select from pg_ls_waldir()
  where name ~ '^[0-9A-F]{24}$' and name > pg_walfile_name(pg_current_wal_lsn())) as waiting`

async function checkSpace(cluster: string): Promise<void> {
  const [size, free] = await Promise.all([folderSize(cluster), freeSpace(cluster)])
  if (free < size + reserve)
    throw new AppError('disk_full', 'There is too little room on the disk to write the database anew.')
}
