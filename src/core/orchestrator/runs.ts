import type { ProgressMessage, RequestMessage, ResultMessage } from '../../shared/message.ts'
import type { RunningRun, RunSummary, UndoReport } from '../../shared/run.ts'

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
  resume(runId: string, instructions?: string): Promise<void>
  stop(runId: string): Promise<void>
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
