import type { RunningRun } from '../../../shared/run.ts'

/** Why a run ends before its last step. */
export type StopReason = 'cancelled' | 'interrupted'

/** Milliseconds that a step is waited for when Hearth closes; the app as a whole has three seconds for it. */
const patience = 2_000

/** What a person, or the end of the app, does to a run that is under way. */
export interface Control {
  /** Aborts when what is under way is to stop. */
  readonly signal: AbortSignal
  /** Resolves when nobody waits any longer for a step that does not stop. Only a closing app gives up. */
  readonly givenUp: Promise<void>
  state(): RunningRun['state']
  reason(): StopReason | null
  /** Whether the person has stopped it, however far it came. */
  stopped(): boolean
  /** What the person wrote in the place of the steps that have not begun; a stop takes it back. */
  instructions(): string | null
  pause(): void
  /** With instructions no further step begins. */
  resume(instructions?: string): void
  stop(reason: StopReason): void
  /** Whether the next step may begin; waits while the run is paused. */
  mayGoOn(): Promise<boolean>
}

/** `onChange` is called after each change of the state. */
export function createControl(onChange: () => void): Control {
  const controller = new AbortController()
  const abandoned = Promise.withResolvers<void>()
  let state: RunningRun['state'] = 'running'
  let reason: StopReason | null = null
  let instructions: string | null = null
  let stopped = false
  let gate = Promise.withResolvers<void>()

  function become(next: RunningRun['state']): void {
    if (state === next) return
    state = next
    onChange()
  }

  function open(): void {
    gate.resolve()
    gate = Promise.withResolvers<void>()
  }

  const waits = (): boolean => reason === null && (state === 'pausing' || state === 'paused')

  return {
    signal: controller.signal,
    givenUp: abandoned.promise,
    state: () => state,
    reason: () => reason,
    stopped: () => stopped,
    instructions: () => instructions,
    pause() {
      if (state === 'running') become('pausing')
    },
    resume(wanted) {
      if (state !== 'paused' && state !== 'pausing') return
      instructions = wanted ?? null
      if (instructions !== null) reason = 'cancelled'
      become('running')
      open()
    },
    stop(why) {
      // The end of the app comes last: whoever stopped it before has stopped it.
      reason ??= why
      if (why === 'cancelled') {
        instructions = null
        stopped = true
      }
      if (why === 'interrupted') setTimeout(abandoned.resolve, patience).unref()
      become('stopping')
      controller.abort()
      open()
    },
    async mayGoOn() {
      while (waits()) {
        become('paused')
        await gate.promise
      }
      return reason === null
    },
  }
}
