import type { ProgressMessage, RequestMessage, ResultMessage } from '../../shared/message.ts'
import { AppError, findAppError } from '../../shared/errors.ts'
import type { RunningRun, RunSummary, UndoReport } from '../../shared/run.ts'
import type { Actions } from '../actions/actions.ts'
import { findRun, type StoredRun } from '../database/queries/runs.ts'
import { checkText } from './check-text.ts'
import { createGoOn, type Propose } from './run/go-on.ts'
import { createJournal, type RunRoom } from './run/journal.ts'
import { summarizeRuns } from './run/summarize-runs.ts'
import { beginRun, type LiveRun } from './run/live-run.ts'
import { readOutput } from './run/outputs.ts'
import { recoverRuns } from './run/recover.ts'
import type { StepSurroundings } from './run/run-step.ts'
import { undoRun } from './run/undo-run.ts'

/** A run that has its result, for whoever goes on from there. */
export interface EndedRun {
  readonly request: RequestMessage
  /** One for each step that began, in order. */
  readonly steps: readonly { readonly message: ProgressMessage; readonly output: string }[]
  readonly result: ResultMessage
  /** What the person wrote when they resumed it: the rest is to be planned anew. */
  readonly instructions: string | null
}

/** Approved requests that are carried out, and what came of them. */
export interface Runs {
  /** Begins to carry out a request whose approval is on disk. `ended` never rejects for a step that fails. */
  start(request: RequestMessage): { readonly run: RunningRun; readonly ended: Promise<EndedRun> }
  running(conversationId: string): RunningRun | null
  pause(runId: string): Promise<void>
  /** Throws `message_empty` or `message_too_long` for instructions that can be no message: then it stays paused. */
  resume(runId: string, instructions?: string): Promise<void>
  /** Throws `forbidden` for one that another app carries out. */
  stop(runId: string): Promise<void>
  /** Resolves when nothing of it, nor of its undoing, is under way in this app. Never rejects. */
  settled(runId: string): Promise<void>
  /** A new request with what an interrupted run has not begun. */
  goOn(runId: string): Promise<RequestMessage>
  undo(runId: string, actionId?: string): Promise<UndoReport>
  output(runId: string, actionId: string): Promise<string>
  list(query: {
    readonly conversationId?: string | undefined
    readonly limit?: number | undefined
  }): Promise<readonly RunSummary[]>
  /** Closes the runs that a crash left open, as `interrupted`. Returns their results. */
  recover(): Promise<readonly ResultMessage[]>
  /** Stops what is under way; it is `interrupted`. */
  close(): Promise<void>
}

export interface RunsOptions {
  readonly room: RunRoom
  readonly actions: Actions
  /** Absolute. Long outputs lie in its `outputs`. */
  readonly dataFolder: string
  readonly propose: Propose
}

/** The runs of this app, at most one a conversation. Core owns them: windows come and go. */
export function createRuns({ room, actions, dataFolder, propose }: RunsOptions): Runs {
  const { db, events, log } = room
  const closing = new AbortController()
  const journal = createJournal(room)
  const around: StepSurroundings = { room, actions, journal, dataFolder, closing: closing.signal }
  const goOn = createGoOn(db, propose)
  const live = new Map<string, LiveRun>()
  /** Settle when nothing of a run, or of an undoing, is under way any more. Never reject. */
  const over = new Map<string, Promise<unknown>>()

  async function stored(runId: string): Promise<StoredRun> {
    const run = await findRun(db, runId)
    if (!run) throw new AppError('not_found', 'There is no such run.')
    return run
  }

  function running(runId: string): LiveRun {
    const run = live.get(runId)
    if (!run) throw new AppError('not_found', 'This run is over.')
    return run
  }

  async function conclude({ id, ended, view }: LiveRun): Promise<EndedRun> {
    try {
      const end = await ended
      live.delete(id)
      events.emit({ type: 'run.ended', runId: id, conversationId: view().conversationId })
      return end
    } catch (error) {
      const expected = findAppError(error)?.code
      log[expected ? 'warn' : 'error']('run.unfinished', { error, expected })
      throw error
    } finally {
      live.delete(id)
    }
  }

  /** One that is unknown or over is no error. Of one whose app is gone it is told that it was cut off. */
  async function stopOthers(runId: string): Promise<void> {
    const { request, result } = (await findRun(db, runId)) ?? {}
    if (!request || result) return
    const { writer } = request.metadata ?? {}
    const lives = writer !== undefined && (await room.shared?.living([writer]))?.has(writer)
    if (lives && writer !== room.shared?.appId)
      throw new AppError(
        'forbidden',
        'Another Hearth, which shares this database, carries this out. Stop it there.',
      )
    // Others may be approved, and about to begin.
    await recoverRuns(room, journal, actions, (one) => one.id !== request.id || isLive(one))
  }

  function isLive({ id }: RequestMessage): boolean {
    return [...live.values()].some((run) => run.view().requestId === id)
  }

  /** After what is under way of this run. */
  function inTurn<T>(runId: string, work: () => Promise<T>): Promise<T> {
    const done = (over.get(runId) ?? Promise.resolve()).then(work)
    const forget = (): void => {
      if (over.get(runId) === settled) over.delete(runId)
    }
    const settled: Promise<void> = done.then(forget, forget)
    over.set(runId, settled)
    return done
  }

  return {
    start(request) {
      if (closing.signal.aborted) throw new AppError('cancelled', 'Hearth is closing.')
      const run = beginRun(around, request)
      live.set(run.id, run)
      return { run: run.view(), ended: inTurn(run.id, () => conclude(run)) }
    },
    running(conversationId) {
      const views = [...live.values()].map((run) => run.view())
      return views.find((view) => view.conversationId === conversationId) ?? null
    },
    pause: async (runId) => running(runId).control.pause(),
    async resume(runId, instructions) {
      const { control } = running(runId)
      // They become a message. What may not be one is refused while the rest of the run still waits.
      control.resume(instructions === undefined ? undefined : checkText(instructions))
    },
    async stop(runId) {
      const run = live.get(runId)
      if (run) run.control.stop('cancelled')
      else await stopOthers(runId)
    },
    settled: async (runId) => void (await over.get(runId)),
    goOn: async (runId) => goOn(await stored(runId)),
    async undo(runId, actionId) {
      if (live.has(runId))
        throw new AppError('forbidden', 'This run is still under way. Stop it, or wait for its end.')
      return inTurn(runId, async () => undoRun(around, await stored(runId), actionId))
    },
    async output(runId, actionId) {
      const { steps } = await stored(runId)
      const step = steps.find(({ metadata }) => metadata?.actionId === actionId)
      if (!step) throw new AppError('not_found', 'This step was not begun.')
      return readOutput(dataFolder, step)
    },
    list: (query) => summarizeRuns(db, query),
    recover: () => recoverRuns(room, journal, actions, isLive),
    async close() {
      closing.abort()
      for (const { control } of live.values()) control.stop('interrupted')
      await Promise.all(over.values())
    },
  }
}
