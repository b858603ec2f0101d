import { z } from 'zod'
import { AppError } from '../../shared/errors.ts'
import { defineAction, type Action } from './action.ts'
import type { ActionStore } from './store.ts'

/** Nobody plans further ahead, and a slip in the year is seen. */
const furthestYears = 20

export function remindAction({ remind }: Pick<ActionStore, 'remind'>): Action {
  return defineAction({
    name: 'remind',
    description: 'Tells the person something at a time, once.',
    input: z.strictObject({
      text: z.string().trim().min(1).max(2_000).describe('What to tell'),
      at: z.iso
        .datetime({ offset: true, local: true })
        .describe('ISO 8601, such as 2026-03-01T09:00:00; local time without an offset'),
    }),
    risk: () => 'change',
    undo: 'yes',
    summarize: ({ text, at }) => `Remind you on ${showTime(at)}: ${text}`,
    async execute({ text, at }, { place, conversationId }) {
      const dueAt = new Date(at)
      const now = place.clock.now()
      if (dueAt <= now) throw new AppError('invalid_input', `${showTime(at)} is over. Name a time to come.`)
      if (dueAt.getFullYear() > now.getFullYear() + furthestYears)
        throw new AppError('invalid_input', `${showTime(at)} is too far away. Name an earlier time.`)
      const { id } = await remind({ conversationId, text, dueAt })
      return {
        summary: `You will be reminded on ${showTime(at)}: ${text}`,
        inverse: { changes: [{ kind: 'reminder', id, text }] },
      }
    },
  })
}

/** In the time of this computer, which the person lives by. */
function showTime(at: string): string {
  return new Intl.DateTimeFormat('en-GB', { dateStyle: 'full', timeStyle: 'short' }).format(new Date(at))
}
