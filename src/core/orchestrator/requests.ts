import type { ActionPreview } from '../../shared/request.ts'
import type { RequestMessage } from '../../shared/message.ts'

export interface RevisePlan {
  readonly messageId: string
  readonly digest: string
  readonly actions: readonly { readonly id: string; readonly arguments: Readonly<Record<string, unknown>> }[]
}

export interface ApprovePlan {
  readonly messageId: string
  /** Of what was shown. */
  readonly digest: string
  /** The person has ticked that it cannot be undone; a destructive plan needs it. */
  readonly understood?: boolean | undefined
}

export interface CancelPlan {
  readonly messageId: string
  /** What the model is asked for instead. */
  readonly instead?: 'explain' | 'otherWay' | 'chat' | undefined
}

/** Plans that wait for a yes. All of it throws AppError: `not_found`, `forbidden` for a plan that is not the one shown or that has been answered. */
export interface Requests {
  preview(messageId: string): Promise<readonly ActionPreview[]>
  revise(plan: RevisePlan): Promise<RequestMessage>
  approve(plan: ApprovePlan): Promise<RequestMessage>
  cancel(plan: CancelPlan): Promise<void>
}
