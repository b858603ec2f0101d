import type { Assistant } from '../core/assistant.ts'
import { dataFolder as usualFolder } from '../core/paths.ts'
import { createDefectLog } from './defect-log.ts'
import type { Ending } from './ending.ts'
import type { Output } from './output.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

/** What every command takes. */
export interface GlobalOptions {
  readonly dataDir?: string
  readonly model?: string
  readonly json?: boolean
}

export interface Session {
  readonly terminal: Terminal
  readonly output: Output
  readonly ending: Ending
  readonly options: GlobalOptions
  /** Of Hearth. */
  readonly version?: string
}

/** The folder that this session works on: `--data-dir`, else the app's own. */
export function sessionFolder({ terminal, options }: Session): string {
  const { surroundings } = terminal
  if (options.dataDir === undefined) return usualFolder(surroundings)
  if (options.dataDir.trim() === '') throw new UsageError('--data-dir needs the name of a folder.')
  return usualFolder({ ...surroundings, env: { ...surroundings.env, HEARTH_DATA_DIR: options.dataDir } })
}

/**
 * Opens the assistant, lends it, and closes it whatever happens. Resolves with the exit code of `work`. With `watch`
 * it also tells when Ollama comes and goes.
 */
export async function withAssistant(
  session: Session,
  work: (assistant: Assistant) => Promise<number>,
  { watch = false }: { readonly watch?: boolean } = {},
): Promise<number> {
  const { terminal, ending, output } = session
  const dataFolder = sessionFolder(session)
  // The database and its engine are not for whoever only wants help.
  const { openAssistant } = await import('../core/assistant.ts')
  await using assistant = await openAssistant({
    dataFolder,
    databaseUrl: terminal.surroundings.env['DATABASE_URL'],
    databaseReadUrl: terminal.surroundings.env['DATABASE_READ_URL'],
    ollamaHost: terminal.surroundings.env['OLLAMA_HOST'],
    watchModelServer: watch,
    log: createDefectLog(output),
    version: session.version,
  })
  // Whoever pressed Ctrl-C while the database opened does not want the question asked.
  return ending.code() ?? (await work(assistant))
}
