import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Model } from '../../shared/model.ts'
import type { Pull } from '../../shared/pull.ts'
import type { Settings } from '../../shared/settings.ts'
import { HearthContext } from '../hearth-context.ts'
import { scriptSettings } from '../settings/scripted-settings.ts'
import { openHearth, type Hearth } from '../store/hearth.ts'
import { chatModel, Refusal, scriptBridge, type ScriptedBridge } from '../store/scripted-bridge.ts'
import { ModelsPage } from './models-page.tsx'

let main: ScriptedBridge
let kept: () => Settings
let installed: Model[]

const pull: Pull = {
  name: 'llama3.2:3b',
  state: 'pulling',
  bytes: 500_000_000,
  total: 2_000_000_000,
  bytesPerSecond: 12_000_000,
  secondsLeft: 125,
  checking: false,
  problem: null,
}

beforeEach(() => {
  main = scriptBridge()
  kept = scriptSettings(main)
  installed = [chatModel, { ...chatModel, name: 'far-cloud', cloud: true }]
  main.on('models.list', () => [...installed])
  main.on('pull.list', () => [])
  main.on('models.loaded', () => [
    { name: 'qwen3:4b', size: 3_100_000_000, sizeVram: 0, numCtx: 8_192, until: null },
  ])
})
afterEach(cleanup)

async function show(): Promise<Hearth> {
  const hearth = openHearth(main.bridge, main.outside)
  await act(async () => hearth.models.show(true))
  const nothing = (): void => undefined
  const page = <ModelsPage sidebarHidden={false} onShowSidebar={nothing} onNewChat={nothing} />
  await act(async () => void render(<HearthContext value={hearth}>{page}</HearthContext>))
  return hearth
}

const card = (name: string) => within(screen.getByRole('listitem', { name }))
const button = (name: string) => screen.getByRole('button', { name })
const inputsOf = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)

test('a model is downloaded by its name, with how far it is, paused, taken up and cancelled', async () => {
  main.on('pull.start', ({ name }) => {
    if (name === 'no name') throw new Refusal('invalid_input', 'This is not the name of a model.')
    return pull
  })
  for (const name of ['pull.pause', 'pull.resume', 'pull.cancel'] as const) main.on(name, () => undefined)
  await show()
  const field = screen.getByRole('textbox', { name: 'Get a model' })
  expect(document.activeElement).toBe(field)
  await userEvent.type(field, 'no name{Enter}')
  expect(screen.getByRole('alert').textContent).toBe('This is not the name of a model.')

  await userEvent.clear(field)
  await userEvent.type(field, 'llama3.2:3b{Enter}')
  const bar = screen.getByRole('progressbar', { name: 'llama3.2:3b' })
  const said = '500 MB of 2 GB · 12 MB a second · 3 minutes left'
  expect([bar.getAttribute('aria-valuenow'), bar.getAttribute('aria-valuetext')]).toEqual(['25', said])

  await userEvent.click(button('Pause llama3.2:3b'))
  const paused = { ...pull, state: 'paused', bytesPerSecond: null, secondsLeft: null } as const
  act(() => main.emit({ type: 'pull.progress', pull: paused }))
  expect(screen.getByText('Paused · 500 MB of 2 GB')).toBeTruthy()
  await userEvent.click(button('Go on with llama3.2:3b'))
  await userEvent.click(button('Cancel llama3.2:3b'))
  expect(['pull.pause', 'pull.resume', 'pull.cancel'].flatMap(inputsOf)).toEqual(
    Array.from({ length: 3 }, () => ({ name: 'llama3.2:3b' })),
  )
  act(() => main.emit({ type: 'pull.ended', name: 'llama3.2:3b', installed: false }))
  expect(screen.queryByRole('progressbar')).toBe(null)
})

test('a download that failed, or that a full disk stopped, is told once and wherever one is', async () => {
  await show()
  const moves = (part: Partial<Pull>) =>
    act(() => main.emit({ type: 'pull.progress', pull: { ...pull, ...part } }))
  const full = { code: 'disk_full', message: 'The disk is full. Free some space.' } as const
  moves({})
  moves({ state: 'paused', problem: full })
  moves({ state: 'paused', problem: full })
  moves({ state: 'waiting', problem: { code: 'network_down', message: 'It goes on.' } })
  moves({ state: 'paused' })
  expect(main.notices).toEqual([
    {
      id: 'download llama3.2:3b',
      kind: 'error',
      title: 'The download of llama3.2:3b stopped',
      text: full.message,
    },
  ])
  moves({ state: 'failed', problem: { code: 'model_missing', message: 'There is no such model.' } })
  expect(main.notices).toHaveLength(2)
  // It does not go on: it is tried again, or is taken from the list.
  main.on('pull.resume', () => undefined)
  await userEvent.click(button('Try again with llama3.2:3b'))
  expect(inputsOf('pull.resume')).toEqual([{ name: 'llama3.2:3b' }])
  expect(button('Remove llama3.2:3b')).toBeTruthy()
  moves({
    state: 'waiting',
    problem: { code: 'ollama_not_running', message: 'Open the app, or run: ollama serve' },
  })
  expect(screen.getByText('Ollama is not running. It goes on by itself.')).toBeTruthy()
})

test('a download that ended shows its model among those that are installed', async () => {
  await show()
  act(() => main.emit({ type: 'pull.progress', pull }))
  installed.push({ ...chatModel, name: 'llama3.2:3b' })
  await act(async () => {
    main.emit({ type: 'pull.ended', name: 'llama3.2:3b', installed: true })
    main.emit({ type: 'models.changed' })
  })
  expect(screen.queryByRole('progressbar')).toBe(null)
  expect(card('llama3.2:3b').getByText('chat')).toBeTruthy()
  expect(main.notices.map(({ title }) => title)).toEqual(['llama3.2:3b is installed'])
})

test('each model says what it is, is made the usual one, unloaded, and deleted only after a yes', async () => {
  main.on('models.unload', () => undefined)
  main.on('models.delete', () => undefined)
  const hearth = await show()
  const local = card('qwen3:4b')
  expect(local.getByText('2.6 GB · 4.0B parameters · Q4_K_M · context of 40,960 tokens')).toBeTruthy()
  expect(local.getByText('Takes 3.1 GB of memory until it is unloaded.')).toBeTruthy()
  expect(card('far-cloud').getByText('Cloud')).toBeTruthy()
  expect(local.queryByText('Cloud')).toBe(null)

  await userEvent.click(local.getByRole('button', { name: 'Use for new chats' }))
  expect(kept().model.preferred).toBe('qwen3:4b')
  await userEvent.click(button('Unload qwen3:4b'))
  expect(inputsOf('models.unload')).toEqual([{ name: 'qwen3:4b' }])

  await userEvent.click(button('Delete qwen3:4b…'))
  await userEvent.click(await screen.findByRole('button', { name: 'Keep it' }))
  expect(inputsOf('models.delete')).toEqual([])
  await vi.waitFor(() => expect(document.activeElement).toBe(button('Delete qwen3:4b…')))
  await userEvent.click(button('Delete qwen3:4b…'))
  await userEvent.click(await screen.findByRole('button', { name: 'Delete' }))
  expect(inputsOf('models.delete')).toEqual([{ name: 'qwen3:4b' }])
  // Those who listen hear of it too.
  await vi.waitFor(() => expect(hearth.store.getState().announcement.text).toBe('qwen3:4b is deleted.'))
})

test('how a model is asked is chosen beside it, with what a window takes of the memory', async () => {
  const details = { architecture: 'qwen3', bytesPerToken: 147_456, parameters: '' }
  main.on('models.details', () => details)
  installed = [{ ...chatModel, capabilities: ['completion', 'thinking'] }]
  await show()
  await userEvent.click(button('Options of qwen3:4b'))
  const choice = (name: string) => screen.getByRole('combobox', { name })
  await userEvent.selectOptions(
    choice('Context window'),
    await screen.findByRole('option', { name: '16,384 tokens, 2.4 GB of memory' }),
  )
  await userEvent.selectOptions(choice('Stays in memory'), '30 minutes')
  await userEvent.selectOptions(choice('Thinking'), 'Off')
  const temperature = screen.getByRole('textbox', { name: 'Temperature' })
  await userEvent.type(temperature, '3')
  expect(screen.getByRole('alert').textContent).toBe('A number from 0 to 2.')
  await userEvent.clear(temperature)
  await userEvent.type(temperature, '0.4{Enter}')
  expect(kept().model.options).toEqual({
    'qwen3:4b': { numCtx: 16_384, keepAlive: '30m', think: false, temperature: 0.4 },
  })
})
