import { visibleLines } from './visible.ts'

/**
 * Expected failures. Anything that is not an AppError is a bug: it is logged whole where it happened and
 * shown to the person as `internal`.
 */
export const errorCodes = [
  // input
  'invalid_input',
  'message_empty',
  'message_too_long',
  'not_found',
  'turn_running',
  'forbidden',
  /** There is no folder yet in which actions may work. */
  'no_folder',
  /** What was shown to the person is not what is there any more. */
  'changed',
  /** The system did not do what an action asked of it. */
  'action_failed',
  // the model server
  'ollama_not_installed',
  'ollama_not_running',
  'ollama_bad_address',
  'ollama_protocol',
  'ollama_refused',
  'ollama_busy',
  'ollama_failed',
  'model_missing',
  'model_none',
  'model_unsuitable',
  'model_out_of_memory',
  'context_exceeded',
  'answer_incomplete',
  /** The registry that models come from cannot be reached. */
  'network_down',
  'cancelled',
  // the store
  'already_open',
  'data_folder',
  'disk_full',
  'database',
  /** Its files are damaged: nothing was changed, a snapshot can be restored. */
  'database_damaged',
  /** Written by a newer Hearth. */
  'database_newer',
  /** Written by another major version of Postgres. */
  'database_foreign',
  /** A server that DATABASE_URL names cannot be reached, or the connection was lost. */
  'database_unreachable',
  'snapshot_unusable',
  'internal',
] as const
export type AppErrorCode = (typeof errorCodes)[number]

/** What of an error crosses between processes: Electron drops everything but the message. */
export interface ErrorReport {
  readonly code: AppErrorCode
  /** A sentence that a person understands and can act on. */
  readonly message: string
}

/** A failure we expect. `message` says what happened and what to do; `cause` keeps what lay beneath. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: AppErrorCode

  constructor(code: AppErrorCode, message: string, options?: ErrorOptions) {
    super(message, options)
    this.code = code
  }
}

/** The expected failure in an error or beneath it (libraries wrap what they are thrown), or null for a bug. */
export function findAppError(error: unknown): AppError | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    if (current instanceof AppError) return current
  }
  return null
}

/** The part of any thrown value that may be shown. A bug becomes `internal`, without its text. */
export function reportError(error: unknown): ErrorReport {
  const expected = findAppError(error)
  // It may name a file, and a name may turn what stands around it.
  if (expected) return { code: expected.code, message: visibleLines(expected.message) }
  return { code: 'internal', message: 'Something went wrong inside Hearth. The log has the details.' }
}

/** For the end of a switch over a union: does not compile while a case is missing. */
export function assertNever(value: never): never {
  throw new Error(`Unexpected value: ${JSON.stringify(value)}`)
}
