import type { RequestMessage } from '../shared/message.ts'
import type { ResultMetadata } from '../shared/run.ts'
import { decide, type Decision, type Policy } from './approval.ts'
import type { AskPerson } from './ask-person.ts'
import { followRun, type Following } from './follow-run.ts'
import { followTurn } from './follow-turn.ts'
import { isDestructive, showPlan } from './plan-view.ts'
import { when } from './text.ts'

/** `waits`: a plan was not carried out, since nobody said yes or somebody said no. */
export type Outcome = 'done' | 'failed' | 'waits'

export interface Settling extends Following {
  readonly policy: Policy
  /** For the plans after the first, where it is another. */
  readonly followUps?: Policy
  /** Null where there is nobody to ask. */
  readonly ask: AskPerson | null
}

/** Plans that follow from one message. A model that goes on for ever is left to the person. */
const plansAtMost = 20

/**
 * A plan, and those that follow from it, to their end: shown, approved or not, carried out before one's eyes, and what
 * the model says of it. Throws AppError where the assistant refuses.
 */
export async function settle(settling: Settling, first: RequestMessage | null): Promise<Outcome> {
  let request = first
  let outcome: Outcome = 'done'
  for (let plans = 1; request !== null; plans += 1) {
    const decision = await answerRequest(settling, request, plans)
    if (decision === 'no' || decision === 'later') return 'waits'
    outcome = 'waits'
    if (decision === 'yes') {
      const result = (await followRun(settling, request))?.metadata
      outcome = result?.status === 'succeeded' ? 'done' : 'failed'
      if (!result || !isSpokenOf(request, result)) return outcome
    }
    const end = await followTurn(settling)
    if (end !== null && end.answer.metadata?.status !== 'complete') return 'failed'
    request = end?.request ?? null
  }
  return outcome
}

/** Does the model go on after it? Not after a stop, and not where a person's own command began it. */
function isSpokenOf({ metadata }: RequestMessage, { status, stopped }: ResultMetadata): boolean {
  return stopped !== true && (status === 'succeeded' || status === 'failed') && metadata?.model !== undefined
}

/** Shows a plan that waits and does what is decided. One that was approved by a rule is under way already. */
async function answerRequest(
  { assistant, session, policy, followUps = policy, ask, signal }: Settling,
  request: RequestMessage,
  plans: number,
): Promise<Decision> {
  const { id: messageId, metadata: plan } = request
  if (plan?.status === 'approved') return 'yes'
  if (plan?.status !== 'pending') return 'no'
  const { output } = session
  showPlan(request, await assistant.requests.preview(messageId), session)
  const decision =
    plans > plansAtMost ? 'later' : await decide(plan, plans === 1 ? policy : followUps, ask, signal)
  switch (decision) {
    case 'yes':
      await assistant.requests.approve({
        messageId,
        digest: plan.digest,
        ...(isDestructive(plan) && { understood: true }),
      })
      return decision
    case 'later': {
      const until = plan.expiresAt === undefined ? '' : ` until ${when(plan.expiresAt)}`
      const short = messageId.slice(0, 8)
      output.note(`Nothing was done. The plan waits${until}: hearth approve ${short}, or decline ${short}.`)
      if (isDestructive(plan))
        output.note('Without a terminal, approve needs --yes-destructive for it: it may not be undone.')
      return decision
    }
    case 'no':
      await assistant.requests.cancel({ messageId })
      output.note('Nothing was done.')
      return decision
    default:
      await assistant.requests.cancel({ messageId, instead: decision })
      return decision
  }
}
