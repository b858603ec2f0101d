import type { RequestInput } from '../../shared/contract.ts'
import { reportError, type ErrorReport } from '../../shared/errors.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { RequestMessage, ResultMessage } from '../../shared/message.ts'
import type { RequestMetadata } from '../../shared/request.ts'
import { risks, undoables } from '../../shared/risk.ts'
import { announce, type Room } from './room.ts'

export type RevisedActions = RequestInput<'request.revise'>['actions']

/** What a person does with a plan that was shown to them. */
export interface Proceeding {
  /** As it was shown. */
  readonly message: RequestMessage
  /** What is left of its actions, with their arguments; null when nothing was changed. */
  readonly actions: RevisedActions | null
  readonly understood: boolean
}

/** `look`: the plan is another one now, and worse: it has to be looked at once more. */
export type Outcome = 'approved' | 'look' | { readonly refused: ErrorReport }

/** The dialog with a plan, and what it does. */
export interface Plans {
  show(messageId: string): void
  /** Without an answer: the plan waits on. */
  hide(): void
  proceed(proceeding: Proceeding): Promise<Outcome>
  /** Null when it is cancelled, or why it is not. */
  cancel(messageId: string, instead: 'explain' | 'otherWay' | 'chat'): Promise<ErrorReport | null>
  /** Before the chat hears it. */
  hear(event: HearthEvent): void
}

export function createPlans(room: Room, tell: (event: HearthEvent) => void): Plans {
  const { ask, get, set, t } = room

  async function attempt<T>(act: () => Promise<T>): Promise<T | { readonly refused: ErrorReport }> {
    try {
      return await act()
    } catch (error) {
      const refused = reportError(error)
      announce(room, refused.message)
      return { refused }
    }
  }

  async function proceed({ message, actions, understood }: Proceeding): Promise<Outcome> {
    let stored = message
    if (actions) {
      const digest = message.metadata?.digest ?? ''
      stored = await ask('request.revise', { messageId: message.id, digest, actions })
      tell({ type: 'message.saved', message: stored })
      const edited = changedActions(message.metadata, actions)
      if (isWorse(message.metadata, stored.metadata, edited)) return 'look'
    }
    const digest = stored.metadata?.digest ?? ''
    const approved = await ask('request.approve', {
      messageId: stored.id,
      digest,
      ...(stored.metadata?.destructive ? { understood } : {}),
    })
    // First, so that nobody sees the dialog of a plan that is answered.
    set({ plan: null })
    tell({ type: 'message.saved', message: approved })
    announce(room, t('notices:plans.approved'))
    return 'approved'
  }

  /** What came of a run, once, for those who listen. */
  function tellEnd({ id, conversationId, content }: ResultMessage): void {
    const { chat } = get()
    if (conversationId !== chat.id || chat.messages.some((message) => message.id === id)) return
    announce(room, content.trim() || t('notices:plans.over'))
  }

  return {
    show: (plan) => set({ plan }),
    hide: () => set({ plan: null }),
    proceed: (proceeding) => attempt(() => proceed(proceeding)),
    async cancel(messageId, instead) {
      const result = await attempt(() => ask('request.cancel', { messageId, instead }))
      if (result) return result.refused
      set({ plan: null })
      announce(room, t('notices:plans.cancelled'))
      return null
    },
    hear(event) {
      if (event.type !== 'message.saved') return
      if (event.message.messageType === 'agent_result') return tellEnd(event.message)
      if (event.message.messageType !== 'agent_request') return
      const { id, conversationId, metadata } = event.message
      const { chat, plan } = get()
      if (conversationId !== chat.id || metadata?.status !== 'pending') return
      const known = new Set(chat.messages.map((message) => message.id))
      // One that is being looked at stays: the other waits in the chat.
      if (!known.has(id) && (plan === null || !known.has(plan))) set({ plan: id })
    },
  }
}

/** Ids of the actions whose arguments are others now. */
function changedActions(metadata: RequestMetadata | null, actions: RevisedActions): Set<string> {
  const before = new Map(metadata?.actions.map((one) => [one.id, JSON.stringify(one.arguments)]))
  return new Set(
    actions.filter((one) => before.get(one.id) !== JSON.stringify(one.arguments)).map(({ id }) => id),
  )
}

/** Whether a plan does more harm than the one that was shown, or says other things where nobody changed them. */
function isWorse(
  before: RequestMetadata | null,
  after: RequestMetadata | null,
  edited: ReadonlySet<string>,
): boolean {
  if (!before || !after || (after.destructive && !before.destructive)) return true
  const shown = new Map(before.actions.map((action) => [action.id, action]))
  return after.actions.some((action) => {
    const known = shown.get(action.id)
    if (!known) return true
    return (
      risks.indexOf(action.risk) > risks.indexOf(known.risk) ||
      undoables.indexOf(action.undo) > undoables.indexOf(known.undo) ||
      (action.title !== known.title && !edited.has(action.id))
    )
  })
}
