import type { DatabaseOptions, OpenDatabase } from './database.ts'
import { openEmbedded } from './embedded/open.ts'

/**
 * Opens the store: the embedded database of the data folder, or the one of a server. Throws `already_open`, `data_folder`,
 * `disk_full`, `invalid_input` for an address that is none, or one of the `database` codes.
 */
export async function openDatabase({
  databaseUrl = '',
  databaseReadUrl,
  ...options
}: DatabaseOptions): Promise<OpenDatabase> {
  if (databaseUrl.trim() === '') return openEmbedded(options)
  // The driver is not for whoever has no server: loading it takes longer than all that it does.
  const { openServer } = await import('./server/open.ts')
  return openServer({ ...options, databaseUrl, databaseReadUrl })
}
