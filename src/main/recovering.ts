import type { Recovery } from '../core/recovery.ts'
import type { Log } from '../core/log.ts'
import type { Handlers, KeptFolder } from '../shared/contract.ts'
import { AppError, findAppError, reportError, type AppErrorCode, type ErrorReport } from '../shared/errors.ts'

export interface RecoveryWindow {
  /** Takes the place of every window that is there. Closing it quits. */
  open(): Promise<void>
  /** The assistant is open: the chat takes its place. */
  giveWay(): void
}

type RecoveryHandlers = Pick<Handlers, Extract<keyof Handlers, `recovery.${string}`>>

type Work = () => Promise<KeptFolder>

export interface RecoveringOptions {
  readonly dataFolder: string
  /** Takes the lock of the data folder. */
  readonly openRecovery: () => Promise<Recovery>
  /** Opens the assistant again, once the lock is free. */
  readonly openAgain: () => Promise<unknown>
  /** Shows a folder in the system's file manager. Resolves to what went wrong, or to an empty string. */
  readonly openPath: (path: string) => Promise<string>
  readonly window: RecoveryWindow
  readonly log: Log
}

/** What happens between a database that does not open and the assistant that is open again. */
export interface Recovering {
  readonly handlers: RecoveryHandlers
  /** From now on recovery is under way, for this reason, in a window of its own. */
  begin(error: unknown): Promise<void>
  /** Leaves a restore that runs, which then has changed nothing, and the lock. */
  close(): Promise<void>
}

const mendable: ReadonlySet<AppErrorCode> = new Set([
  'database',
  'database_damaged',
  'database_newer',
  'database_foreign',
])

/** Whether another database in the place of the one that did not open would help. A server's is not ours to replace. */
export function canRecover(error: unknown, databaseUrl = ''): boolean {
  if (databaseUrl.trim() !== '') return false
  const code = findAppError(error)?.code
  return code !== undefined && mendable.has(code)
}

export function createRecovering(options: RecoveringOptions): Recovering {
  const { dataFolder, openRecovery, openAgain, openPath, window, log } = options
  const ending = new AbortController()
  let why: ErrorReport | null = null
  let opened: Promise<Recovery> | null = null
  let mending: Promise<KeptFolder> | null = null

  const stay = (): void => {
    if (ending.signal.aborted) throw new AppError('cancelled', 'Hearth is closing.')
  }
  const state = () => {
    stay()
    if (!why) throw new AppError('forbidden', 'There is nothing to recover.')
    return { error: why, dataFolder }
  }
  const recovery = async (): Promise<Recovery> => {
    opened ??= openRecovery().catch((error: unknown) => {
      opened = null
      throw error
    })
    const open = await opened
    stay()
    return open
  }
  const leave = async (): Promise<void> => {
    const open = await opened?.catch(() => null)
    opened = null
    await open?.[Symbol.asyncDispose]()
  }
  const reopen = async (): Promise<void> => {
    // The assistant takes the lock itself.
    await leave()
    try {
      await openAgain()
    } catch (error) {
      why = reportError(error)
      log.error('recovery.reopen', { code: why.code, error })
      throw error
    }
  }
  const workAndReopen = async (way: object, work: Work): Promise<KeptFolder> => {
    log.info('recovery.begin', { ...way })
    const kept = await work()
    log.info('recovery.done', { ...way, ...kept })
    stay()
    await reopen()
    return kept
  }
  const mend = async (way: object, work: Work): Promise<KeptFolder> => {
    state()
    if (mending) throw new AppError('database', 'Hearth is at it already. Wait until that is done.')
    mending = workAndReopen(way, work)
    try {
      const kept = await mending
      // A window that opens while the app closes would be seen for a moment.
      stay()
      why = null
      window.giveWay()
      return kept
    } finally {
      mending = null
    }
  }

  return {
    async begin(error) {
      why = reportError(error)
      await window.open()
    },
    handlers: {
      'recovery.state': async () => state(),
      async 'recovery.snapshots'() {
        state()
        const open = await recovery()
        const [usable, unusable] = await Promise.all([open.snapshots(), open.unusable()])
        return { usable, unusable }
      },
      'recovery.retry': () => mend({ retry: true }, async () => ({ keptAs: null })),
      'recovery.restore': ({ id }) =>
        mend({ snapshot: id }, async () => (await recovery()).restore(id, { signal: ending.signal })),
      'recovery.beginAnew': () => mend({ anew: true }, async () => (await recovery()).beginAnew()),
      async 'recovery.showFolder'() {
        const trouble = await openPath(state().dataFolder)
        if (trouble !== '') throw new AppError('data_folder', `The folder was not opened: ${trouble}`)
      },
    },
    async close() {
      ending.abort()
      // Whoever asked for it hears how it ended.
      await mending?.catch(() => {})
      await leave()
    },
  }
}
