import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { RunningTurn } from '../../shared/turn.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import {
  conversation,
  message,
  runningTurn,
  scriptBridge,
  type ScriptedBridge,
} from '../store/scripted-bridge.ts'
import { createNoticeLine } from './notices.ts'
import { Quick } from './quick.tsx'

let main: ScriptedBridge
let hearth: Hearth

beforeEach(() => {
  main = scriptBridge()
  main.on('quick.sources', () => ['clipboard'])
  main.on('quick.take', () => 'revenue 1,204 k')
  main.on('quick.carry', () => undefined)
  main.on('conversations.setDraft', () => undefined)
})
afterEach(() => {
  cleanup()
  vi.restoreAllMocks()
})

async function show(): Promise<void> {
  const notices = createNoticeLine()
  const notify = (notice: Parameters<typeof main.outside.notify>[0]): void => notices.setState({ notice })
  hearth = openHearth(main.bridge, { ...main.outside, notify })
  await act(
    async () => void render(<Quick hearth={hearth} notices={notices} onShown={() => () => undefined} />),
  )
}

/** A conversation that was asked something here. */
async function showBegun(turn: RunningTurn | null): Promise<void> {
  const opened = { messages: [message('m1', 1)], hasEarlier: false, hasLater: false, turn, run: null }
  main.on('conversations.open', () => ({ conversation: conversation('a', 20), ...opened }))
  await show()
  await act(() => hearth.chat.open('a'))
}

const field = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Question' })
const asked = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)

test('carried over while it answers, what is typed and taken goes along, and nothing of it stays', async () => {
  await showBegun(runningTurn('So far'))
  await userEvent.type(field(), 'And why?')
  await userEvent.click(screen.getByRole('button', { name: 'Use the clipboard' }))
  await screen.findByRole('button', { name: 'Leave out: Clipboard' })
  await userEvent.type(field(), '{Control>}{Enter}{/Control}')
  const draft = 'And why?\n\nFrom the clipboard:\n> revenue 1,204 k'
  expect(asked('quick.carry')).toEqual([{ conversationId: 'a', draft }])
  // It is kept too, whatever becomes of the window.
  expect(asked('conversations.setDraft').at(-1)).toEqual({ id: 'a', draft })
  expect(field().value).toBe('')
  expect(screen.queryByRole('button', { name: 'Leave out: Clipboard' })).toBeNull()
})

/** What is told to those who listen. */
const told = () => screen.getAllByRole('status').map(({ textContent }) => textContent.trim())

test('why a message was refused is read once, and looks like trouble', async () => {
  const why = 'Ollama is not running.'
  const stopped = { state: 'stopped', address: 'http://127.0.0.1:11434', message: why } as const
  main.on('ollama.status', () => stopped)
  await show()
  await userEvent.type(field(), 'Hello{Enter}')
  await expect.poll(() => told().filter((text) => text.includes(why))).toHaveLength(1)
  expect(document.querySelector('form .text-bad')).toBeTruthy()
})

test('a plain notice is read, and does not look like trouble', async () => {
  main.on('quick.take', () => '')
  await show()
  await userEvent.click(screen.getByRole('button', { name: 'Use the clipboard' }))
  expect(await screen.findByText('There is no text in the clipboard.')).toBeTruthy()
  expect(told()).toContain('There is no text in the clipboard.')
  expect(document.querySelector('form .text-bad')).toBeNull()
})
test('a click opens the conversation in the window, once there is one', async () => {
  await show()
  expect(screen.queryByRole('button', { name: 'Open in the window' })).toBeNull()
  cleanup()
  await showBegun(null)
  await userEvent.click(screen.getByRole('button', { name: 'Open in the window' }))
  expect(asked('quick.carry')).toEqual([{ conversationId: 'a', draft: '' }])
})

test('a window that has another size, as with another zoom, is told again how high the page is', async () => {
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(60)
  await show()
  const [height] = asked('quick.resize')
  expect(height).toMatchObject({ height: expect.any(Number) })
  await act(async () => void window.dispatchEvent(new Event('resize')))
  expect(asked('quick.resize')).toEqual([height, height])
})

test('whoever was at the end of the answer is still there when the window has become smaller', async () => {
  vi.spyOn(HTMLElement.prototype, 'scrollHeight', 'get').mockReturnValue(500)
  const seen = vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(300)
  await showBegun(null)
  const answer = screen.getByRole('log', { name: 'Answer' })
  expect(answer.scrollTop).toBe(200)
  seen.mockReturnValue(100)
  await act(async () => void window.dispatchEvent(new Event('resize')))
  expect(answer.scrollTop).toBe(400)
})
