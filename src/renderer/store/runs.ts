import type { HearthEvent } from '../../shared/events.ts'
import { announce, attempt, type Room } from './room.ts'

/** What one can do with a run. What comes of it is told by events; what is refused, by a notice. */
export interface Runs {
  pause(runId: string): Promise<void>
  /** With instructions the rest is planned anew. */
  resume(runId: string, instructions: string): Promise<void>
  stop(runId: string): Promise<void>
  /** Asks for the rest of an interrupted run, as a new plan. */
  goOn(runId: string): Promise<void>
  /** A step, or all of them. */
  undo(runId: string, actionId?: string): Promise<void>
  /** The whole output of a step; null when it cannot be had, which was told. */
  output(runId: string, actionId: string): Promise<string | null>
}

interface RunsOptions {
  readonly room: Room
  readonly tell: (event: HearthEvent) => void
  readonly showPlan: (messageId: string) => void
}

export function createRuns({ room, tell, showPlan }: RunsOptions): Runs {
  const { ask, get, notify, t } = room

  return {
    async pause(runId) {
      await attempt(room, t('notices:runs.notPaused'), () => ask('run.pause', { runId }))
    },
    async resume(runId, instructions) {
      const wanted = instructions.trim()
      await attempt(room, t('notices:runs.notResumed'), () =>
        ask('run.resume', { runId, ...(wanted === '' ? {} : { instructions: wanted }) }),
      )
    },
    async stop(runId) {
      await attempt(room, t('notices:runs.notStopped'), () => ask('run.stop', { runId }))
    },
    async goOn(runId) {
      const message = await attempt(room, t('notices:runs.noRest'), () => ask('run.goOn', { runId }))
      if (!message) return
      tell({ type: 'message.saved', message })
      if (message.conversationId === get().chat.id) showPlan(message.id)
    },
    async undo(runId, actionId) {
      const input = { runId, ...(actionId === undefined ? {} : { actionId }) }
      const report = await attempt(room, t('notices:runs.notUndone'), () => ask('run.undo', input))
      if (!report) return
      const { undone, left } = report
      announce(
        room,
        left.length === 0 ? t('notices:runs.undone') : t('notices:runs.undoneBut', { left: left.length }),
      )
      if (undone.length === 0 && left.length > 0) {
        const [{ path, reason } = { path: '', reason: '' }] = left
        const text = reason.includes(path) ? reason : `${path}: ${reason}`
        notify({ kind: 'plain', title: t('notices:runs.nothingUndone'), text })
      }
    },
    output: (runId, actionId) =>
      attempt(room, t('notices:runs.noOutput'), () => ask('run.output', { runId, actionId })),
  }
}
