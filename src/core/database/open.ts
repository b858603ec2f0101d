import type { DatabaseOptions, OpenDatabase } from './database.ts'
import { openEmbedded } from './embedded/open.ts'

/** Opens the store. Throws `already_open`, `data_folder`, `disk_full` or one of the `database` codes. */
export function openDatabase(options: DatabaseOptions): Promise<OpenDatabase> {
  return openEmbedded(options)
}
