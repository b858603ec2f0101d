import { randomUUID } from 'node:crypto'
import { afterAll, beforeEach } from 'vitest'
import type { Actions } from '../../src/core/actions/actions.ts'
import { fileActions, makeCatalogue } from '../../src/core/actions/catalogue.ts'
import type { Place } from '../../src/core/actions/place.ts'
import { folderItReads } from '../../src/core/actions/what-it-reads.ts'
import type { Clock } from '../../src/core/clock.ts'
import { systemClock } from '../../src/core/clock.ts'
import type { RequestMessage } from '../../src/shared/message.ts'
import type { RequestMetadata } from '../../src/shared/request.ts'
import type { TurnEnd } from '../../src/shared/turn.ts'
import { makeActionPlace, type ActionPlace } from './action-place.ts'
import { ableModel, type ScriptedCall } from './scripted-model.ts'
import { scriptRuns, type ScriptedRuns } from './scripted-runs.ts'
import { setStage, type Stage } from './stage.ts'

export type ShownRequest = RequestMessage & { readonly metadata: RequestMetadata }

/** A stage whose model can name actions, on folders that a test may fill. Runs are the test's. */
export interface ActingStage extends Stage {
  readonly runs: ScriptedRuns
  readonly folders: ActionPlace
  /** What rules allow; nothing at the beginning of each test. */
  allows: Actions['allows']
  /** Granted besides the one folder; nothing at the beginning of each test. */
  granted: string[]
  /** Milliseconds by which the clock is ahead. */
  ahead: number
  /** Says something in a new or a given conversation, and lets the model answer; returns how the turn ended. */
  say(text: string, answer: (call: ScriptedCall) => void, conversationId?: string): Promise<TurnEnd>
  /** A request that waits, made by the model from these calls. */
  propose(text: string, ...calls: readonly (readonly [string, unknown])[]): Promise<ShownRequest>
  /** The request as it is stored now. */
  stored(request: RequestMessage): Promise<ShownRequest>
}

export function setActingStage(): ActingStage {
  const runs = scriptRuns()
  const folders = makeActionPlace()
  const clock: Clock = {
    now: () => new Date(systemClock.now().getTime() + acting.ahead),
    monotonic: systemClock.monotonic,
  }
  const place = (): Place => ({ ...folders.place, granted: [folders.granted, ...acting.granted] })
  const actions: Actions = {
    catalogue: makeCatalogue(fileActions),
    place: async () => place(),
    allows: (step) => acting.allows(step),
    folderOf: (step) => folderItReads(step, place()),
  }
  const stage = setStage({ actions, runs: runs.runs, clock })
  const more: Omit<ActingStage, keyof Stage> = {
    runs,
    folders,
    allows: async () => false,
    granted: [],
    ahead: 0,
    async say(text, answer, conversationId = randomUUID()) {
      const next = stage.model.calls.length
      const turn = await stage.assistant.startTurn({ turnId: randomUUID(), conversationId, text })
      answer(await stage.model.call(next))
      return turn.ended
    },
    async propose(text, ...calls) {
      const { request } = await acting.say(text, (call) => call.name(...calls))
      if (!request?.metadata) throw new Error('No request came.')
      return request as ShownRequest
    },
    async stored({ id, conversationId }) {
      const { messages } = await stage.assistant.conversations.open(conversationId)
      const found = messages.find((message) => message.id === id)
      if (found?.messageType !== 'agent_request') throw new Error('There is no such request.')
      return found as ShownRequest
    },
  }
  const acting: ActingStage = Object.assign(stage, more)

  beforeEach(() => {
    stage.model.installed = [ableModel]
    runs.forget()
    acting.allows = async () => false
    acting.granted = []
    acting.ahead = 0
  })
  afterAll(() => folders[Symbol.dispose]())
  return acting
}
