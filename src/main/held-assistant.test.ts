import { expect, test } from 'vitest'
import type { Assistant } from '../core/assistant.ts'
import { holdAssistant } from './held-assistant.ts'

/** Tries that fail, and then one that opens. */
function held(failures: number) {
  let closed = 0
  let tries = 0
  const assistant = { close: async () => void (closed += 1) } as unknown as Assistant
  const holder = holdAssistant(async () => {
    tries += 1
    if (tries <= failures) throw new Error(`Failure ${tries}`)
    return assistant
  })
  return { holder, assistant, closed: () => closed }
}

test('whoever asks gets the assistant of the latest try', async () => {
  const { holder, assistant, closed } = held(1)
  await expect(holder.current()).rejects.toThrow('Failure 1')
  const again = holder.openAgain()
  expect(await holder.current()).toBe(assistant)
  await again
  await holder.close()
  expect(closed()).toBe(1)
})

test('where none opened there is nothing to close', async () => {
  const { holder, closed } = held(1)
  await expect(holder.current()).rejects.toThrow('Failure 1')
  await holder.close()
  expect(closed()).toBe(0)
})
