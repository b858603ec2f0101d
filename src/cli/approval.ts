import type { RequestMetadata } from '../shared/request.ts'
import type { AskPerson } from './ask-person.ts'
import { isDestructive } from './plan-view.ts'
import { UsageError } from './usage-error.ts'

/** What a plan needs no question for. */
const approvals = ['none', 'read', 'all'] as const
type Approval = (typeof approvals)[number]

export interface ApprovalOptions {
  readonly approve?: string
  readonly yesDestructive?: boolean
}

/** Who says yes to a plan. */
export interface Policy {
  /** Null where the command says nothing: then a person is asked, where there is one. */
  readonly approval: Approval | null
  readonly destructive: boolean
}

/** From the options of the command. Throws UsageError. */
export function readPolicy({ approve, yesDestructive = false }: ApprovalOptions): Policy {
  const approval = approvals.find((one) => one === approve) ?? null
  if (approve !== undefined && approval === null)
    throw new UsageError(`--approve is one of ${approvals.join(', ')}, not ${JSON.stringify(approve)}.`)
  if (yesDestructive && approval !== 'all')
    throw new UsageError('--yes-destructive says yes only together with --approve all.')
  return { approval, destructive: yesDestructive }
}

export type Decision = 'yes' | 'no' | 'explain' | 'otherWay' | 'later'

/** What becomes of a plan that has been shown. */
export async function decide(
  plan: RequestMetadata,
  policy: Policy,
  ask: AskPerson | null,
  signal: AbortSignal,
): Promise<Decision> {
  if (approvesAlone(plan, policy)) return 'yes'
  if (policy.approval === 'none' || ask === null || signal.aborted) return 'later'
  const harmful = isDestructive(plan)
  const others = '[n]o, [e]xplain how to do it by hand, [o]ther way'
  const question = harmful
    ? `Do it? Type “yes” if you mean it; else ${others}: `
    : `Do it? [y]es, ${others}: `
  for (;;) {
    const answer = await ask(question, signal)
    if (answer === null) return 'later'
    const meant = meaning.get(answer.trim().toLowerCase())
    // One key is pressed too easily.
    if (meant !== undefined && !(harmful && meant === 'yes' && answer.trim().length === 1)) return meant
  }
}

function approvesAlone(plan: RequestMetadata, { approval, destructive }: Policy): boolean {
  if (isDestructive(plan)) return approval === 'all' && destructive
  return approval === 'all' || (approval === 'read' && plan.actions.every(({ risk }) => risk === 'read'))
}

const meaning: ReadonlyMap<string, Decision> = new Map([
  ['y', 'yes'],
  ['yes', 'yes'],
  ['n', 'no'],
  ['no', 'no'],
  ['', 'no'],
  ['e', 'explain'],
  ['explain', 'explain'],
  ['o', 'otherWay'],
  ['other', 'otherWay'],
  ['other way', 'otherWay'],
])
