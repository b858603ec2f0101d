import { expect, test } from 'vitest'
import { measure } from './measure.ts'
import type { Played } from './play.ts'

function played(label: Played['message']['label'], more: Partial<Played> & { action?: string } = {}): Played {
  const { action, ...rest } = more
  return {
    message: { text: 'x', label, ...(action !== undefined && { action }) },
    planned: null,
    warned: false,
    byCommand: false,
    named: [],
    firstTokenMs: null,
    totalMs: 0,
    problem: null,
    ...rest,
  }
}

const fits = { actions: ['a'], fits: true }
const misfits = { actions: ['a'], fits: false }

test('rates are of what was answered, and each of its own kind of message', () => {
  const figures = measure([
    played('chat', { firstTokenMs: 100 }),
    played('chat', { firstTokenMs: 300 }),
    played('chat', { planned: ['a'], named: [fits], totalMs: 900 }),
    played('action', { planned: ['a'], action: 'a', named: [fits], totalMs: 1_000 }),
    played('action', { planned: ['b'], action: 'a', named: [misfits, fits], totalMs: 3_000 }),
    played('action', { named: [misfits, misfits] }),
    played('action', { planned: ['a'], action: 'a', byCommand: true, firstTokenMs: 1, totalMs: 2 }),
    played('destructive', { planned: ['d'], warned: true, named: [fits], totalMs: 2_000 }),
    played('destructive', { planned: ['d'], named: [fits], totalMs: 2_000 }),
    played('action', { problem: 'The model is gone.' }),
  ])
  expect(figures).toEqual({
    messages: 10,
    failed: 1,
    byCommand: 1,
    actionRate: 0.75,
    destructiveRate: 1,
    falseActionRate: 0.3333,
    warnedRate: 0.5,
    rightActionRate: 0.6667,
    planValidity: 0.6667,
    planValidityRepaired: 0.8333,
    schemaFit: 0.625,
    firstTokenP50Ms: 300,
    firstTokenP95Ms: 300,
    planP50Ms: 2_000,
    planP95Ms: 3_000,
  })
})

test('where there was nothing to measure there is no figure', () => {
  expect(measure([played('chat')])).toMatchObject({
    falseActionRate: 0,
    actionRate: null,
    warnedRate: null,
    planValidity: null,
    planP95Ms: null,
    firstTokenP50Ms: null,
  })
})
