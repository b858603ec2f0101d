import { Toast } from '@base-ui/react/toast'
import { act, cleanup, render, screen, within } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { Profiler } from 'react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { App } from './app.tsx'
import { Composer } from './composer/composer.tsx'
import { HearthContext } from './hearth-context.ts'
import { scriptSettings } from './settings/scripted-settings.ts'
import { Sidebar } from './sidebar/sidebar.tsx'
import { openHearth, type Hearth } from './store/hearth.ts'
import { showsChat } from './store/pages.ts'
import { showNotice } from './dialogs/notices.tsx'
import {
  chatModel,
  conversation,
  message,
  Refusal,
  runningTurn,
  scriptBridge,
  type ScriptedBridge,
} from './store/scripted-bridge.ts'

let main: ScriptedBridge

beforeEach(() => {
  main = scriptBridge()
  main.on('ollama.status', () => ({
    state: 'running',
    version: '0.32.15',
    address: 'http://127.0.0.1:11434',
  }))
  main.on('models.list', () => [])
  main.on('conversations.list', () => ({ conversations: [conversation('a', 20)], hasMore: false }))
  main.on('conversations.setDraft', () => undefined)
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages: [message('m1', 1), message('m2', 2, { role: 'assistant' })],
    hasEarlier: false,
    hasLater: false,
    turn: runningTurn('One '),
    run: null,
  }))
})

afterEach(cleanup)

async function showApp(): Promise<Hearth> {
  const toasts = Toast.createToastManager()
  const hearth = openHearth(main.bridge, {
    ...main.outside,
    notify: (notice) => showNotice(toasts, notice),
  })
  await act(async () => void render(<App hearth={hearth} toasts={toasts} />))
  return hearth
}

const box = () => screen.getByRole<HTMLTextAreaElement>('textbox', { name: 'Message' })

test('an answer that streams renders neither the sidebar nor the composer again', async () => {
  const hearth = openHearth(main.bridge, main.outside)
  await act(() => hearth.chat.open('a'))
  let renders = 0
  render(
    <HearthContext value={hearth}>
      <Profiler id="still" onRender={() => (renders += 1)}>
        <Sidebar
          searchField={{ current: null }}
          onNewChat={() => {}}
          onOpen={() => {}}
          onFound={() => {}}
          onFold={() => {}}
          onMemory={() => {}}
          onFolders={() => {}}
          onSettings={() => {}}
        />
        <Composer chatId="a" />
      </Profiler>
    </HearthContext>,
  )
  await act(async () => {})
  const before = renders
  for (let offset = 4; offset < 100; offset += 4) {
    const piece = { conversationId: 'a', turnId: 'turn', messageId: 'answer', kind: 'text', offset } as const
    act(() => {
      main.emit({ type: 'turn.delta', ...piece, text: 'two ' })
      main.paint()
    })
  }
  expect(hearth.store.getState().chat.turn?.answer.content).toHaveLength(100)
  expect(before).toBeGreaterThan(0)
  expect(renders).toBe(before)
})

test('Enter sends, Shift+Enter does not, and neither does a word that is still being composed', async () => {
  main.on('models.list', () => [chatModel])
  await showApp()
  const user = userEvent.setup()
  const sent = () => main.asked.flatMap(({ name, input }) => (name === 'turn.start' ? [input] : []))
  await user.type(box(), 'One{Shift>}{Enter}{/Shift}two')
  await act(async () => {
    box().dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', isComposing: true, bubbles: true }))
  })
  expect(sent()).toEqual([])
  await user.type(box(), '{Enter}')
  expect(sent()).toMatchObject([{ text: 'One\ntwo', model: 'qwen3:4b' }])
  expect(box().value).toBe('')
})

test('a message that main refuses stands in the composer again, with the reason', async () => {
  main.on('models.list', () => [chatModel])
  main.on('turn.start', () => {
    throw new Refusal('disk_full', 'The disk is full.')
  })
  await showApp()
  await userEvent.type(box(), 'Hello{Enter}')
  expect(await screen.findAllByText(/The disk is full\./)).not.toEqual([])
  expect(box().value).toBe('Hello')
})

test('without a model the first screen recommends one and shows its download; it can be passed', async () => {
  scriptSettings(main)
  const model = {
    name: 'qwen3:1.7b',
    download: 1.4e9,
    memory: 2.8e9,
    tools: true,
    vision: false,
    thinking: true,
  }
  main.on('models.recommend', () => ({ model, why: 'processor', memory: 8.2e9, processors: 1, others: [] }))
  main.on('ollama.help', () => null as never)
  main.on('pull.list', () => [])
  const rest = { bytesPerSecond: null, secondsLeft: null, checking: false, problem: null }
  main.on('pull.start', ({ name }) => ({ ...rest, name, state: 'pulling', bytes: 0, total: null }))
  await showApp()
  const first = await screen.findByRole('region', { name: 'A model for this computer' })
  expect(first.textContent).toContain('this computer has one processor.')
  await userEvent.click(screen.getByRole('button', { name: 'Not now' }))
  const notice = await screen.findByRole('region', { name: 'Ollama' })
  expect(within(notice).getByRole('button', { name: 'Check again' })).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Show me how' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Download qwen3:1.7b' }))
  expect(await screen.findByRole('progressbar', { name: 'qwen3:1.7b' })).toBeDefined()
})

test('who has never talked sees nothing to try before it is known whether a model can answer', async () => {
  const known = Promise.withResolvers<void>()
  main.on('conversations.list', () => ({ conversations: [], hasMore: false }))
  main.on('models.list', async () => {
    await known.promise
    return [chatModel]
  })
  await showApp()
  const isUnseen = () => screen.getByRole('button', { name: /Write a letter/ }).closest('.invisible') !== null
  expect(isUnseen()).toBe(true)
  await act(async () => known.resolve())
  await expect.poll(isUnseen).toBe(false)
})

test('an Ollama that is stopped is started by a click; why it does not start is said there', async () => {
  const stopped = (address: string) => ({ state: 'stopped', address, message: 'Not running.' }) as const
  const help = {
    canStart: true,
    startCommand: 'ollama serve',
    getUrl: 'https://ollama.com',
    getCommand: null,
  }
  const running = { state: 'running', version: '1', address: 'http://127.0.0.1:11434' } as const
  main.on('ollama.status', () => stopped(running.address))
  main.on('ollama.help', () => help)
  main.on('ollama.start', () => {
    throw new Refusal('ollama_failed', 'It ended at once.')
  })
  await showApp()
  await userEvent.click(await screen.findByRole('button', { name: 'Start Ollama' }))
  expect(screen.getByRole('alert').textContent).toBe('It ended at once.')

  await act(async () => main.emit({ type: 'ollama.changed', status: stopped('http://192.168.1.9:11434') }))
  expect(screen.queryByRole('button', { name: 'Start Ollama' })).toBe(null)

  await act(async () => main.emit({ type: 'ollama.changed', status: stopped(running.address) }))
  main.on('models.list', () => [chatModel])
  main.on('ollama.status', () => running)
  main.on('ollama.start', () => running)
  await userEvent.click(screen.getByRole('button', { name: 'Start Ollama' }))
  expect(await screen.findByRole('button', { name: /Write a letter/ })).toBeDefined()
})

test('Up in an empty composer takes back the last message, Escape leaves it', async () => {
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages: [message('m1', 1)],
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run: null,
  }))
  const hearth = await showApp()
  await act(() => hearth.chat.open('a'))
  await userEvent.type(box(), '{ArrowUp}')
  expect(box().value).toBe('Text of m1')
  await userEvent.type(box(), '{Escape}')
  expect(box().value).toBe('')
})

test('Escape stops an answer', async () => {
  main.on('turn.stop', () => undefined)
  const hearth = await showApp()
  await act(() => hearth.chat.open('a'))
  await userEvent.type(box(), '{Escape}')
  expect(main.asked.at(-1)).toEqual({ name: 'turn.stop', input: { turnId: 'turn' } })
})

test('an address is looked at before it is opened', async () => {
  main.on('link.open', () => undefined)
  const hearth = await showApp()
  act(() => hearth.showLink('https://example.com/a'))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('example.com').tagName).toBe('STRONG')
  await userEvent.click(within(dialog).getByRole('button', { name: 'Open' }))
  expect(main.asked.at(-1)).toEqual({ name: 'link.open', input: { url: 'https://example.com/a' } })
})

test('a notice is in the way of no shortcut, and of no Escape on a page', async () => {
  const hearth = await showApp()
  await act(async () => hearth.notify({ kind: 'error', title: 'Something failed', timeoutMs: 0 }))
  expect(screen.getAllByText('Something failed')).not.toEqual([])
  await userEvent.keyboard('{Control>},{/Control}')
  expect(hearth.store.getState().settings.shown).toBe(true)
  await userEvent.keyboard('{Escape}')
  expect(hearth.store.getState().settings.shown).toBe(false)
  await userEvent.keyboard('{Control>}k{/Control}')
  expect(hearth.store.getState().palette).not.toBeNull()
})

test('what is typed right after the keys of the palette goes into it, and not where the focus was', async () => {
  const hearth = await showApp()
  box().focus()
  // Not a moment later: the dialog itself takes the focus in a frame to come.
  act(() => hearth.finder.show())
  const field = screen.getByRole('combobox', { name: 'Search everything' })
  expect(document.activeElement).toBe(field)
  await userEvent.keyboard('{Escape}')
  await expect.poll(() => document.activeElement).toBe(box())
})

test('the palette shows and hides the sidebar too', async () => {
  const hearth = await showApp()
  const sidebar = () => screen.queryByRole('complementary', { name: 'Sidebar' })
  expect(sidebar()).not.toBeNull()
  await act(async () => hearth.finder.show('sidebar'))
  await userEvent.keyboard('{Enter}')
  expect(sidebar()).toBeNull()
  act(() => hearth.turnSidebar())
  expect(sidebar()).not.toBeNull()
})

test('Enter in the search of the sidebar opens what was found, and writes nothing into its composer', async () => {
  main.on('search', () => ({ hits: [], hasMore: false, corrections: [] }))
  await showApp()
  const search = screen.getByRole('searchbox')
  await userEvent.type(search, 'a')
  await act(async () => main.wait())
  const press = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true })
  await act(async () => void search.dispatchEvent(press))
  expect(await screen.findByRole('log', { name: 'Conversation' })).toBeTruthy()
  expect(press.defaultPrevented).toBe(true)
})

test('the picker says that its model is gone and leads to the models, in the place of the conversation', async () => {
  scriptSettings(main)
  main.on('pull.list', () => [])
  main.on('models.loaded', () => [])
  main.on('models.list', () => [{ ...chatModel, name: 'other:1b' }])
  const hearth = await showApp()
  await act(() => hearth.chat.open('a'))
  // Which the list marks only then.
  expect(showsChat(hearth.store.getState())).toBe(true)
  await userEvent.click(screen.getByRole('button', { name: /^Choose model: .+ is no longer installed$/ }))
  await userEvent.click(await screen.findByRole('menuitem', { name: 'Manage models' }))
  expect(await screen.findByRole('main', { name: 'Models' })).toBeTruthy()
  expect(showsChat(hearth.store.getState())).toBe(false)
})
