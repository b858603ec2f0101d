import { cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { HearthContext } from '../hearth-context.ts'
import { openHearth } from '../store/hearth.ts'
import { Refusal, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { Composer } from './composer.tsx'

let main: ScriptedBridge

beforeEach(() => {
  main = scriptBridge()
  const hearth = openHearth(main.bridge, main.outside)
  render(
    <HearthContext value={hearth}>
      <Composer chatId={hearth.store.getState().chat.id} />
    </HearthContext>,
  )
})

afterEach(cleanup)

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })
const names = () =>
  screen.queryAllByRole('option').map(({ textContent }) => textContent.split(/[^/a-z]/, 1)[0])
const active = () =>
  document.querySelector(`[id="${box().getAttribute('aria-activedescendant')}"]`)?.textContent ?? null

test('a slash lists the commands, each with a line, and letters narrow them down', async () => {
  await userEvent.type(box(), '/')
  expect(screen.getAllByRole('option')).toHaveLength(8)
  expect(
    screen.getByRole('option', { name: /^\/search words looks through your conversations/ }),
  ).toBeTruthy()
  await userEvent.type(box(), 're')
  expect(screen.getAllByRole('option')).toHaveLength(1)
})

test('a slash that does not begin a command lists nothing', async () => {
  await userEvent.type(box(), 'and/or /')
  expect(names()).toEqual([])
  await userEvent.clear(box())
  await userEvent.type(box(), '/etc')
  expect(names()).toEqual([])
})

test.each(['{Enter}', '{Tab}'])('%s takes the command the arrows lead to, and sends nothing', async (key) => {
  await userEvent.type(box(), '/')
  expect(active()).toContain('/remember')
  await userEvent.keyboard('{ArrowDown}')
  expect(active()).toContain('/forget')
  await userEvent.keyboard('{ArrowUp}{ArrowUp}')
  expect(active()).toContain('/help')
  await userEvent.keyboard('{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}{ArrowUp}')
  await userEvent.keyboard(key)
  expect(box().value).toBe('/search ')
  expect(document.activeElement).toBe(box())
  expect(names()).toEqual([])
  expect(main.asked.some(({ name }) => name === 'turn.start')).toBe(false)
})

test('Escape closes the list and leaves what is typed', async () => {
  await userEvent.type(box(), '/r{Escape}')
  expect(names()).toEqual([])
  expect(box().value).toBe('/r')
})

test('a command is taken with the pointer', async () => {
  await userEvent.type(box(), '/')
  await userEvent.click(screen.getByRole('option', { name: /^\/open/ }))
  expect(box().value).toBe('/open ')
})

test('a whole command is sent with Enter, also where no model can answer', async () => {
  main.on('ollama.status', () => {
    throw new Refusal('ollama_not_running', 'Ollama is not running.')
  })
  await userEvent.type(box(), '/help{Enter}')
  await expect
    .poll(() => main.asked.find(({ name }) => name === 'turn.start')?.input)
    .toMatchObject({
      text: '/help',
    })
})

test('while Ollama is away, what needs no model is sent, and nothing else', async () => {
  main.on('ollama.status', () => ({ state: 'stopped', address: 'here', message: 'It is not running.' }))
  main.on('turn.needsModel', ({ text }) => text !== 'remind me in 1 hour to rest')
  main.emit({
    type: 'ollama.changed',
    status: { state: 'stopped', address: 'here', message: 'It is not running.' },
  })
  const sent = () => main.asked.filter(({ name }) => name === 'turn.start').map(({ input }) => input)
  await userEvent.type(box(), 'What is rest?{Enter}')
  expect(await screen.findByText('Not sent.')).toBeTruthy()
  await userEvent.clear(box())
  await userEvent.type(box(), 'remind me in 1 hour to rest{Enter}')
  await vi.waitFor(() => expect(sent()).toMatchObject([{ text: 'remind me in 1 hour to rest' }]))
})
