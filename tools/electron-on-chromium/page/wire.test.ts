import { expect, it } from 'vitest'
import { createWire } from './wire.ts'

const { pack, unpack } = createWire()
const cross = (value: unknown): unknown => unpack(pack(value))

it('carries what structured clone carries', () => {
  const values = [
    undefined,
    null,
    [Number.NaN, -0, Number.POSITIVE_INFINITY, 2n ** 70n],
    { nested: { list: [undefined], when: new Date(5), never: new Date(Number.NaN) } },
    new Map<unknown, unknown>([[{ key: 1 }, new Set([1, 'a'])]]),
    new Uint8Array([0, 255, 128]),
    'lone \uD800 and \0',
  ]
  expect(cross(values)).toEqual(values)
})

it('keeps keys that mean something to JavaScript or to itself as plain keys', () => {
  const hostile: unknown = JSON.parse('{"__proto__": {"polluted": true}, "$wire": "date", "constructor": 1}')
  const crossed = cross(hostile) as object
  expect(Object.entries(crossed)).toEqual(Object.entries(hostile as object))
  expect(Object.getPrototypeOf(crossed)).toBe(Object.prototype)
})

it('carries errors with their name, message, stack and cause', () => {
  const error = new RangeError('too far', { cause: new Error('why') })
  const crossed = cross(error) as Error
  expect([crossed.name, crossed.message, crossed.stack, String(crossed.cause)]).toEqual([
    'RangeError',
    'too far',
    error.stack,
    'Error: why',
  ])
})

it('refuses what structured clone refuses', () => {
  for (const value of [() => 1, Symbol('s'), Promise.resolve()]) {
    expect(() => pack({ value })).toThrow('could not be cloned')
  }
})
