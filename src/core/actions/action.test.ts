import { expect, test } from 'vitest'
import { z } from 'zod'
import { defineAction } from './action.ts'
import { makeCatalogue } from './catalogue.ts'
import type { Place } from './place.ts'

const knock = defineAction({
  name: 'knock',
  description: 'Knocks on a door.',
  input: z.strictObject({
    door: z.string().describe('Which door'),
    times: z.number().int().min(1).default(2),
  }),
  risk: ({ times }) => (times > 3 ? 'change' : 'read'),
  undo: ({ times }) => (times > 3 ? 'no' : 'yes'),
  summarize: ({ door, times }) => `Knock ${times} times on ${door}.`,
  execute: async ({ door }, { progress }) => {
    progress({ type: 'output', text: 'knock' })
    return { summary: `Knocked on ${door}.` }
  },
})
const place = {} as Place

test('a model is told the name, what it does and its arguments, without what only the check needs', () => {
  expect(knock.offered).toEqual({
    name: 'knock',
    description: 'Knocks on a door.',
    input: {
      type: 'object',
      properties: {
        door: { type: 'string', description: 'Which door' },
        times: { type: 'integer' },
      },
      required: ['door'],
    },
  })
})

test('a step carries checked arguments, and risk and undo come from them', async () => {
  const step = knock.prepare({ door: 'the red one', times: 9 })
  const again = knock.prepare(step.arguments)
  expect([step.title, again.title]).toEqual([
    'Knock 9 times on the red one.',
    'Knock 9 times on the red one.',
  ])
  expect([step.risk(place), step.undo(place), await step.preview(place)]).toEqual(['change', 'no', null])
  expect(knock.prepare({ door: 'x' }).arguments).toEqual({ door: 'x', times: 2 })

  const told: unknown[] = []
  const signal = new AbortController().signal
  const outcome = await step.execute({
    signal,
    place,
    conversationId: null,
    progress: (event) => told.push(event),
  })
  expect([outcome, told]).toEqual([
    { summary: 'Knocked on the red one.' },
    [{ type: 'output', text: 'knock' }],
  ])
})

test.each([
  ['a string', '{"door":"x"}'],
  ['nothing', undefined],
  ['a list', []],
  ['a wrong type', { door: 7 }],
  ['something too much', { door: 'x', force: true }],
  ['something missing', {}],
])('arguments that do not fit never become a step: %s', (_, args) => {
  expect(() => knock.prepare(args)).toThrow(
    expect.objectContaining({
      code: 'invalid_input',
      message: expect.stringContaining('arguments of knock do not fit'),
    }),
  )
})

test('a catalogue finds actions by their names and nothing else', () => {
  const catalogue = makeCatalogue([knock])
  expect(catalogue.get('knock')).toBe(knock)
  const others = ['constructor', '__proto__', 'Knock'].map((name) => catalogue.get(name))
  expect(others).toEqual([undefined, undefined, undefined])
})

test('two actions of one name make no catalogue', () => {
  expect(() => makeCatalogue([knock, { ...knock }])).toThrow('the same name')
})
