import { beforeEach, expect, test, vi } from 'vitest'
import { openHearth, type Hearth } from './hearth.ts'
import { conversation, message, scriptBridge, type ScriptedBridge } from './scripted-bridge.ts'

let main: ScriptedBridge

beforeEach(() => {
  main = scriptBridge()
  main.on('conversations.list', () => ({
    conversations: [conversation('a', 20), conversation('b', 10)],
    hasMore: false,
  }))
  main.on('conversations.setDraft', () => undefined)
  openAs('')
})

/** Main has this draft of every conversation that is opened. */
function openAs(draft: string): void {
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20, { draft }),
    messages: [message('m1', 1)],
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run: null,
  }))
}

async function open(): Promise<Hearth> {
  const hearth = openHearth(main.bridge, main.outside)
  await vi.waitFor(() => expect(hearth.store.getState().list.conversations).toHaveLength(2))
  return hearth
}

const chat = (hearth: Hearth) => hearth.store.getState().chat
const requests = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)

test('a draft that another window left fills the composer when it comes, unless something was typed here', async () => {
  const hearth = await open()
  openAs('from the quick prompt')
  const opening = hearth.chat.open('a')
  const { refill } = chat(hearth).composer
  await opening
  expect(chat(hearth).composer.refill).toBe(refill + 1)
  expect(hearth.drafts.read(chat(hearth))).toBe('from the quick prompt')
  const again = hearth.chat.open('b')
  hearth.drafts.typed('b', () => 'typed at once')
  const shown = chat(hearth).composer.refill
  await again
  expect(chat(hearth).composer.refill).toBe(shown)
  expect(hearth.drafts.read(chat(hearth))).toBe('typed at once')
})

test('a text that is carried over from the quick prompt comes after what was typed here', async () => {
  const hearth = await open()
  main.emit({ type: 'menu.opened', conversationId: 'a', draft: 'And why?' })
  await vi.waitFor(() => expect(hearth.drafts.read(chat(hearth))).toBe('And why?'))
  main.emit({ type: 'menu.opened', conversationId: 'a', draft: 'And when?' })
  await vi.waitFor(() => expect(hearth.drafts.read(chat(hearth))).toBe('And why?\n\nAnd when?'))
  expect(requests('conversations.setDraft').at(-1)).toEqual({ id: 'a', draft: 'And why?\n\nAnd when?' })
})
