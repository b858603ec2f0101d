import type { TurnEnd } from '../shared/turn.ts'
import type { FollowUps } from './orchestrator/follow-ups.ts'
import type { Runs } from './orchestrator/runs.ts'
import type { Titles } from './orchestrator/title.ts'
import type { LiveTurn } from './orchestrator/turn.ts'
import type { Turns } from './orchestrator/turns.ts'
import type { Remembering } from './remembering.ts'

/** What an answer leaves for later: a title, something to be learned, that memories were of use. */
export function considerTurn(
  end: TurnEnd,
  { started }: LiveTurn,
  { titles, remembering }: { readonly titles: Titles; readonly remembering: Remembering },
): void {
  const { prompt } = end.answer.metadata ?? {}
  // As the answer was asked for: a conversation that had no model then has got the window of its own with it.
  const numCtx = prompt?.numCtx ?? started.conversation.numCtx
  const conversation = { ...started.conversation, numCtx }
  if (!conversation.temporary) titles.consider(end, conversation)
  remembering.learning.consider(end, { ...started, conversation })
  const { status, recalled } = end.answer.metadata ?? {}
  if (status === 'complete') void remembering.recall.used(recalled?.contexts ?? [])
}

/** Nothing goes on from here: what runs and turns leave behind is stored as far as it came. */
export async function settleWork(work: {
  readonly followUps: FollowUps
  readonly runs: Runs
  readonly turns: Turns
}): Promise<void> {
  const settled = work.followUps.close()
  await work.runs.close()
  await work.turns.close()
  await settled
}
