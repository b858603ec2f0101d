import { expect, test } from 'vitest'
import type { HearthEvent } from '../shared/events.ts'
import { trackTurns } from './running-turns.ts'

const started = (id: string) => ({ type: 'turn.started', turn: { id } }) as HearthEvent
const ended = (turnId: string) => ({ type: 'turn.ended', end: { turnId } }) as HearthEvent

test('it is idle when every turn that started has ended', async () => {
  const { listener, idle } = trackTurns()
  await idle()
  const order: string[] = []
  listener(started('a'))
  listener(started('b'))
  const waiting = idle().then(() => order.push('idle'))
  listener(ended('a'))
  await Promise.resolve()
  order.push('b ends')
  listener(ended('b'))
  await waiting
  expect(order).toEqual(['b ends', 'idle'])
})
