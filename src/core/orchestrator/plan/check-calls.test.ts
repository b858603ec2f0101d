import { describe, expect, test } from 'vitest'
import { fileActions, makeCatalogue } from '../../actions/catalogue.ts'
import { checkCalls, mostCalls, stepsOf } from './check-calls.ts'

const catalogue = makeCatalogue(fileActions)
const read = (args: unknown) => checkCalls([{ name: 'read_file', arguments: args }], catalogue)

describe('what a model names', () => {
  test('becomes a step when its arguments fit, with what the schema fills in', () => {
    const steps = stepsOf(read({ path: 'notes.md' }))
    expect(steps?.map((step) => step.arguments)).toEqual([{ path: 'notes.md', start: 0, length: 50_000 }])
  })

  test('may come as a text that holds an object', () => {
    expect(stepsOf(read('{"path":"notes.md"}'))).toHaveLength(1)
  })

  test.each([
    ['a text that is no JSON', 'path=notes.md'],
    ['a text in a text', JSON.stringify('{"path":"notes.md"}')],
    ['a list', ['notes.md']],
    ['nothing', undefined],
    ['null', null],
    ['a number', 7],
    ['a wrong type', { path: 7 }],
    ['a field too many', { path: 'notes.md', approve: true }],
    ['a field missing', {}],
    ['a list in the place of a text', { path: ['notes.md'] }],
    ['nesting without an end', { path: JSON.parse('['.repeat(30) + ']'.repeat(30)) }],
  ])('is no step when its arguments are %s', (_, args) => {
    const checked = read(args)
    expect(stepsOf(checked)).toBeNull()
    expect(checked[0]).toMatchObject({ step: null, problem: expect.stringMatching(/arguments of read_file/) })
    // It goes back to the model as an object: anything else is refused by the server.
    expect(checked[0]!.call.arguments).toBeTypeOf('object')
  })

  test.each(['constructor', '__proto__', 'toString', 'rm', ''])(
    'is no step when there is no action %j',
    (name) => {
      const [checked] = checkCalls([{ name, arguments: {} }], catalogue)
      expect(checked).toMatchObject({ step: null, problem: expect.stringContaining('There is no action') })
    },
  )

  test('is as a whole no plan when one call is wrong', () => {
    const right = { name: 'read_file', arguments: { path: 'a' } }
    expect(stepsOf(checkCalls([right, { name: 'nope', arguments: {} }], catalogue))).toBeNull()
  })

  test('is not looked at when it is too much', () => {
    const calls = Array.from({ length: 1_000 }, () => ({ name: 'read_file', arguments: { path: 'a' } }))
    const checked = checkCalls(calls, catalogue)
    expect(checked).toHaveLength(1)
    expect(checked[0]!.problem).toContain('too many')
    expect(stepsOf(checkCalls(calls.slice(0, mostCalls), catalogue))).toHaveLength(mostCalls)
  })

  test('is made such that Postgres can hold it', () => {
    expect(stepsOf(read({ path: 'a\0b\uD800' }))?.[0]!.arguments['path']).toBe('a\uFFFDb\uFFFD')
  })
})
