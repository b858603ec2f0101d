import type { RequestMessage } from '../shared/message.ts'
import type { RequestMetadata } from '../shared/request.ts'
import type { ResultMetadata } from '../shared/run.ts'
import { decide, type Decision, type Policy } from './approval.ts'
import type { AskPerson } from './ask-person.ts'
import { followRun, type Following } from './follow-run.ts'
import { followTurn } from './follow-turn.ts'
import { isDestructive, showPlan } from './plan-view.ts'
import { shortId, when } from './text.ts'

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
    const { decision, shown } = await answerRequest(settling, request, plans)
    request = shown
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
): Promise<{ readonly decision: Decision; readonly shown: RequestMessage }> {
  const { id: messageId, metadata: before } = request
  if (before?.status === 'approved') return { decision: 'yes', shown: request }
  if (before?.status !== 'pending') return { decision: 'no', shown: request }
  // What is shown, decided on and approved is one and the same, whatever the plan was before and becomes meanwhile.
  const { request: shown, digest, previews } = await assistant.requests.preview(messageId)
  showPlan(shown, previews, session)
  const plan = shown.metadata ?? before
  const decision =
    plans > plansAtMost ? 'later' : await decide(plan, plans === 1 ? policy : followUps, ask, signal)
  await answer({ assistant, session }, { messageId, digest, plan }, decision)
  return { decision, shown }
}

interface ShownTo {
  readonly messageId: string
  readonly digest: string
  readonly plan: RequestMetadata
}

async function answer(
  { assistant, session: { output } }: Pick<Settling, 'assistant' | 'session'>,
  { messageId, digest, plan }: ShownTo,
  decision: Decision,
): Promise<void> {
  switch (decision) {
    case 'yes':
      await assistant.requests.approve({
        messageId,
        digest,
        ...(isDestructive(plan) && { understood: true }),
      })
      return
    case 'later': {
      const until = plan.expiresAt === undefined ? '' : ` until ${when(plan.expiresAt)}`
      const short = shortId(messageId)
      output.note(`Nothing was done. The plan waits${until}: hearth approve ${short}, or decline ${short}.`)
      if (isDestructive(plan))
        output.note('Without a terminal, approve needs --yes-destructive for it: it may not be undone.')
      return
    }
    case 'no':
      await assistant.requests.cancel({ messageId })
      output.note('Nothing was done.')
      return
    default:
      await assistant.requests.cancel({ messageId, instead: decision })
  }
}
