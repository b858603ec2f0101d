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
  if (!started.conversation.temporary) titles.consider(end, started.conversation)
  remembering.learning.consider(end, started)
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
