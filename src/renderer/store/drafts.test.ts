import { expect, test, vi } from 'vitest'
import { openHearth, type Hearth } from './hearth.ts'
import { scriptBridge } from './scripted-bridge.ts'

test('the draft of a chat that has not begun outlives its window, unless that chat is temporary', async () => {
  const stored = { draft: '' }
  /** A window of its own, with a session of its own. */
  async function window() {
    const script = scriptBridge()
    script.on('conversations.newDraft', () => stored.draft)
    script.on('conversations.setNewDraft', ({ draft }) => void (stored.draft = draft))
    const hearth = openHearth(script.bridge, { ...script.outside, keepsNewDraft: true })
    await vi.waitFor(() => expect(script.asked.map(({ name }) => name)).toContain('conversations.newDraft'))
    await Promise.resolve()
    return { ...hearth, typed: () => hearth.drafts.read(hearth.store.getState().chat) }
  }
  const type = (hearth: Hearth, text: string) =>
    hearth.drafts.typed(hearth.store.getState().chat.id, () => text)

  const first = await window()
  type(first, 'A thought')
  first.close()
  const second = await window()
  await vi.waitFor(() => expect(second.typed()).toBe('A thought'))
  // Its field reads it again.
  expect(second.store.getState().chat.composer.refill).toBe(1)
  second.chat.startNew({ temporary: true })
  expect([second.typed(), stored.draft]).toEqual(['A thought', ''])
  type(second, 'A secret')
  second.close()
  expect(stored.draft).toBe('')
  const third = await window()
  expect(third.typed()).toBe('')
  type(third, 'Another')
  third.close()
  expect(stored.draft).toBe('Another')
})
