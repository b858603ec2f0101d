import { realpath } from 'node:fs/promises'
import { drizzle } from 'drizzle-orm/pglite'
import { AppError, findAppError } from '../../../shared/errors.ts'
import { systemClock } from '../../clock.ts'
import type { Database, DatabaseOptions, OpenDatabase } from '../database.ts'
import { migrate } from '../migrate.ts'
import * as schema from '../schema.ts'
import type { SearchEngine } from '../search/search-engine.ts'
import { openEmbeddedSearch } from '../search/embedded-search.ts'
import { openSnapshots } from '../snapshots/snapshots.ts'
import { hadDatabase, settleRestore } from '../snapshots/swap.ts'
import { sourceFiles } from '../../store-files.ts'
import { askCopy } from './ask-copy.ts'
import { threadClient } from './client.ts'
import { clusterFolder, missingCluster, recogniseCluster } from './cluster.ts'
import { createCluster } from './create-cluster.ts'
import { refuseCutShort } from './cut-short.ts'
import { prepareDataFolder } from './data-folder.ts'
import { createBeforeCopy } from './before-copy.ts'
import { openErasing } from './erasing.ts'
import { followDeleted } from './follow-deleted.ts'
import { takeLock } from './lock.ts'
import { openThread } from './thread.ts'
import { createUpkeep } from './upkeep.ts'

/**
 * Opens the embedded database: lock, files, thread, migrations. Throws `already_open`, `data_folder`, `disk_full` or one
 * of the `database` codes, and then has changed nothing of what was there.
 */
export async function openEmbedded(options: DatabaseOptions): Promise<OpenDatabase> {
  const { dataFolder, log, files = sourceFiles(), clock = systemClock, patienceMs } = options
  await prepareDataFolder(dataFolder)
  // Closed in reverse, also when opening fails half-way.
  await using opened = new AsyncDisposableStack()
  const lock = takeLock(dataFolder)
  opened.defer(() => lock.release())

  await settleRestore(dataFolder, clock.now())
  const folder = clusterFolder(dataFolder)
  if ((await recogniseCluster(folder)) === 'absent') {
    if (await hadDatabase(dataFolder)) throw missingCluster(folder)
    await createCluster(dataFolder, files, log)
  }
  // PGlite does not follow a link.
  const cluster = await realpath(folder)
  const thread = openThread({ folder: cluster, worker: files.worker, log, patienceMs })
  opened.defer(() => thread.close())
  const db = drizzle(threadClient(thread), { schema })
  const upkeep = createUpkeep(thread, { log })
  opened.defer(upkeep.close)
  let search: SearchEngine | null = null
  const follow = (): Promise<boolean> => followDeleted(thread, search)
  const erasing = await openErasing({ thread, dataFolder, cluster, log, clock, follow })
  opened.defer(erasing.close)
  const beforeCopy = createBeforeCopy(thread, erasing)
  const snapshots = openSnapshots({ ...options, files, clock, thread, beforeCopy })
  opened.defer(snapshots.close)
  try {
    await refuseCutShort(thread, folder, log)
    await migrate(db, files.migrations, () => snapshots.make('migration'))
  } catch (error) {
    throw findAppError(error) ?? unfit(folder, error)
  }

  const until = (signal: AbortSignal): Database => drizzle(threadClient(thread, signal), { schema })
  const engine = await openEmbeddedSearch(thread, { db, until, log })
  search = engine
  opened.defer(engine.close)
  // While the index still follows; when opening failed it is closed above.
  opened.defer(erasing.close)
  snapshots.watchDays()
  const rooms = opened.move()
  return {
    db,
    snapshots,
    ask: (sql, signal) => snapshots.withCopy((call) => askCopy(call, sql), signal),
    until,
    search: engine,
    erasing: erasing.while,
    close: () => rooms.disposeAsync(),
  }
}

/** Whatever a database that was opened does not fit with: somebody has changed its tables, or they are damaged. */
function unfit(folder: string, cause: unknown): AppError {
  const advice = 'Nothing was changed. A snapshot can be restored.'
  return new AppError(
    'database',
    `The database in ${folder} does not fit this version of Hearth. ${advice}`,
    {
      cause,
    },
  )
}
