import { z } from 'zod'
import { heldCopies } from '../../../shared/held-copies.ts'
import { AppError } from '../../../shared/errors.ts'
import { defineAction, type Action } from '../action.ts'
import type { FactsAbout, Memory } from '../store.ts'

export function forgetAction(memory: Memory): Action {
  return defineAction({
    name: 'forget',
    description: 'Forgets all that is remembered of something, in every conversation.',
    input: z.strictObject({
      text: z.string().trim().min(1).max(2_000).describe('The fact, or words that all of its facts have'),
    }),
    risk: () => 'destructive',
    undo: 'no',
    summarize: ({ text }) => `Forget what is remembered of: ${text}`,
    async takes({ text }) {
      const { shown } = await memory.about(text)
      const seen = shown.map(({ id, updatedAt }) => ({ path: id, print: updatedAt }))
      // In one order: the digest of a plan is over it.
      return seen.toSorted((one, other) => (one.path < other.path ? -1 : 1))
    },
    async preview({ text }) {
      const found = await memory.about(text)
      if (found.count === 0) throw unknown(text)
      return { kind: 'targets', targets: found.facts, notes: notesOn(found) }
    },
    async execute({ text }, { seen = [] }) {
      const shown = seen.map(({ path, print }) => ({ id: path, updatedAt: print ?? '' }))
      const { count, left } = await memory.forget(text, shown)
      if (count === 0 && left === 0) throw unknown(text)
      const others = `${facts(left)} came or changed since you saw the plan`
      if (count === 0) throw new AppError('changed', `Nothing was forgotten: ${others}. Ask for it again.`)
      // Not what they said: it would be kept here.
      const more = left > 0 ? ` ${others} and stayed. Ask again to have them forgotten too.` : ''
      return { summary: `Forgot ${facts(count)}.${more}` }
    },
  })
}

function notesOn({ count, facts: shown, snapshots }: FactsAbout): string[] {
  const more = count > shown.length ? `, of which ${shown.length} are listed` : ''
  return [
    `${facts(count)}${more}. What is forgotten is kept nowhere, so it cannot be brought back.`,
    'What was said stays in its conversation; delete that to be rid of it too.',
    heldCopies({ snapshots }) ?? [],
  ].flat()
}

function facts(count: number): string {
  return count === 1 ? '1 fact' : `${count} facts`
}

function unknown(text: string): AppError {
  return new AppError('not_found', `Nothing like “${text}” is remembered.`)
}
