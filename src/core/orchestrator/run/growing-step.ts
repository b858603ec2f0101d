import type { ErrorReport } from '../../../shared/errors.ts'
import type { ProgressMessage } from '../../../shared/message.ts'
import type { PlannedAction } from '../../../shared/request.ts'
import type { FileChange, ProgressMetadata, RunningRun } from '../../../shared/run.ts'
import type { Inverse } from '../../actions/inverse.ts'
import type { Clock } from '../../clock.ts'

/** Files that are named in a step's message; of a folder with more the first. */
const filesNamed = 1_000

export interface StepEnd {
  readonly state: Exclude<ProgressMetadata['state'], 'started' | 'output'>
  readonly summary?: string | undefined
  readonly source?: string | undefined
  readonly error?: ErrorReport | undefined
  readonly inverse?: Inverse | undefined
}

/** A step while it is carried out. No I/O. */
export interface GrowingStep {
  /** As a message. */
  message(): ProgressMessage
  addFile(file: FileChange): void
  setOutput(shown: { readonly text: string; readonly length: number }): void
  /** The name of the file in which the action itself keeps its output. */
  setOutputFile(name: string): void
  end(end: StepEnd): void
}

export function growStep(id: string, planned: PlannedAction, run: RunningRun, clock: Clock): GrowingStep {
  const { conversationId } = run
  const startedAt = clock.now().toISOString()
  let content = planned.title
  let metadata: ProgressMetadata = {
    runId: run.id,
    requestId: run.requestId,
    actionId: planned.id,
    state: 'started',
    title: planned.title,
    startedAt,
  }
  return {
    message: () => ({
      id,
      conversationId,
      role: 'assistant',
      content,
      messageType: 'agent_progress',
      metadata,
      createdAt: startedAt,
    }),
    addFile(file) {
      const { files = [] } = metadata
      if (files.length < filesNamed) metadata = { ...metadata, files: [...files, file] }
    },
    setOutput({ text, length }) {
      if (length === 0) return
      metadata = { ...metadata, state: 'output', output: text, outputLength: length }
    },
    setOutputFile(outputFile) {
      metadata = { ...metadata, outputFile }
    },
    end({ state, summary, source, error, inverse }) {
      content = summary ?? error?.message ?? content
      metadata = {
        ...metadata,
        state,
        ...(state !== 'unknown' && { endedAt: clock.now().toISOString() }),
        ...(summary !== undefined && { summary }),
        ...(source !== undefined && { source }),
        ...(error && { error }),
        ...(inverse && { inverse }),
      }
    },
  }
}
