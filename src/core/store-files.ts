import { fileURLToPath } from 'node:url'

/** The program's own files that the store needs. The desktop app passes those of its bundle. */
export interface StoreFiles {
  /** The program of the embedded database's thread. */
  readonly worker: URL
  /** The folder of the SQL migrations. */
  readonly migrations: string
  /** The prepared, empty database that a first start begins with. */
  readonly template: string
}

/** The files as they lie in the sources, for the command line, scripts and tests. */
export function sourceFiles(): StoreFiles {
  const file = (path: string): URL => new URL(path, import.meta.url)
  return {
    worker: file('./database/embedded/worker.ts'),
    migrations: fileURLToPath(file('../../drizzle')),
    template: fileURLToPath(file('../../resources/template.tar.gz')),
  }
}
