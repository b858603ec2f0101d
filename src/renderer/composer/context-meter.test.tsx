import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { TextMetadata } from '../../shared/message.ts'
import { HearthContext } from '../hearth-context.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import {
  chatModel,
  conversation,
  message,
  Refusal,
  scriptBridge,
  type ScriptedBridge,
} from '../store/scripted-bridge.ts'
import { ContextMeter } from './context-meter.tsx'

let main: ScriptedBridge
let hearth: Hearth

beforeEach(() => {
  main = scriptBridge()
  main.on('ollama.status', () => ({ state: 'running', version: '1', address: 'http://127.0.0.1:11434' }))
  main.on('models.list', () => [chatModel])
  main.on('conversations.setWindow', ({ numCtx }) => conversation('a', 20, { numCtx }))
  hearth = openHearth(main.bridge, main.outside)
})
afterEach(cleanup)

async function draw(metadata: TextMetadata): Promise<void> {
  main.on('conversations.open', () => ({
    conversation: conversation('a', 20),
    messages: [message('m1', 1), message('m2', 2, { role: 'assistant', metadata })],
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run: null,
  }))
  await act(() => hearth.chat.open('a'))
  render(
    <HearthContext value={hearth}>
      <ContextMeter />
    </HearthContext>,
  )
}

const prompt = { numCtx: 8_192, system: 1_000, memory: 96, history: 2_900, message: 100 }
const trigger = () => screen.getByRole('button', { name: /^Context window/ })

test('an answer without a model has no meter', async () => {
  await draw({ status: 'complete' })
  expect(screen.queryByRole('button')).toBeNull()
})

test('how full the window was is said in one number, and its parts behind it', async () => {
  await draw({ prompt, usage: { promptTokens: 4_096 } })
  expect(trigger().getAttribute('aria-label')).toBe('Context window: 50 % full')
  await userEvent.click(trigger())
  const details = await screen.findByRole('dialog')
  expect(details.textContent).toContain('4,096 of 8,192 tokens at the last answer, as Ollama counted them.')
  expect(screen.getByText('Conversation').nextElementSibling?.textContent).toBe('2,900')
})

test('messages that had no room are warned of, and a larger window makes room again', async () => {
  await draw({ prompt: { ...prompt, left: 3 } })
  expect(trigger().getAttribute('aria-label')).toContain('Not all of it had room.')
  await userEvent.click(trigger())
  expect((await screen.findByRole('dialog')).textContent).toContain('3 earlier messages had no room')
  expect(screen.getByText(/loaded anew/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: '16,384 tokens' }))
  expect(main.asked.at(-1)).toEqual({ name: 'conversations.setWindow', input: { id: 'a', numCtx: 16_384 } })
  expect(trigger().getAttribute('aria-label')).toBe('Context window: 25 % full')
})

test('the beginning is summed up, and that can be stopped', async () => {
  const stopped = Promise.withResolvers<never>()
  main.on('conversations.summarize', () => stopped.promise)
  main.on('conversations.stopSummary', () => stopped.reject(new Refusal('cancelled', 'Stopped.')))
  await draw({ prompt })
  await userEvent.click(trigger())
  await userEvent.click(await screen.findByRole('button', { name: 'Sum up the beginning' }))
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }))
  expect(await screen.findByRole('button', { name: 'Sum up the beginning' })).toBeTruthy()
  expect(main.notices).toEqual([])
})
