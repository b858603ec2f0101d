import { beforeEach, expect, test, vi } from 'vitest'
import { mergeSettings, type Settings } from '../../shared/settings.ts'
import { scriptSettings } from '../settings/scripted-settings.ts'
import { openHearth, type Hearth } from './hearth.ts'
import { Refusal, scriptBridge, type ScriptedBridge } from './scripted-bridge.ts'

let main: ScriptedBridge
let hearth: Hearth
let kept: () => Settings

beforeEach(() => {
  main = scriptBridge()
  kept = scriptSettings(main)
})

const open = (): void => void (hearth = openHearth(main.bridge, main.outside))
const state = () => hearth.store.getState().settings

async function show(): Promise<void> {
  open()
  hearth.settings.show(true)
  await vi.waitFor(() => expect(state().chosen).not.toBeNull())
}

test('what is chosen here or elsewhere is what is shown', async () => {
  await show()
  await hearth.settings.change({ general: { theme: 'dark' } })
  expect([state().chosen?.general.theme, kept().general.theme]).toEqual(['dark', 'dark'])
  main.emit({ type: 'settings.changed', settings: { ...kept(), privacy: { network: true } } })
  expect(state().chosen?.privacy.network).toBe(true)
})

test('what is chosen before main has answered builds on what was chosen just before', async () => {
  await show()
  const answers: (() => void)[] = []
  let stored = kept()
  main.on('settings.change', async (change) => {
    await new Promise<void>((resolve) => answers.push(resolve))
    stored = mergeSettings(stored, change)
    main.emit({ type: 'settings.changed', settings: stored })
    return stored
  })
  const choose = (part: object) => {
    const options = { tiny: { ...state().chosen?.model.options['tiny'], ...part } }
    return hearth.settings.change({ model: { options } })
  }
  const both = [choose({ numCtx: 16_384 }), choose({ temperature: 0.3 })]
  await vi.waitFor(() => expect(answers).toHaveLength(2))
  answers[0]?.()
  await both[0]
  expect(state().chosen?.model.options['tiny']).toEqual({ numCtx: 16_384, temperature: 0.3 })
  answers[1]?.()
  await both[1]
  expect(stored.model.options['tiny']).toEqual({ numCtx: 16_384, temperature: 0.3 })
})

test('what main refuses is told, and stays as it was', async () => {
  await show()
  main.on('settings.change', () => {
    throw new Refusal('disk_full', 'The disk is full.')
  })
  await hearth.settings.change({ general: { theme: 'dark' } })
  expect(state().chosen?.general.theme).toBe('system')
  expect(main.notices.at(-1)).toMatchObject({
    kind: 'error',
    title: 'The settings stay as they were',
    text: 'The disk is full.',
  })
})

test('a section is reset without a question, and taken back by the notice', async () => {
  await show()
  const options = { 'qwen3:4b': { numCtx: 4_096 } }
  await hearth.settings.change({ model: { preferred: 'qwen3:4b', options } })
  await hearth.settings.reset('model')
  expect(kept().model).toEqual({ preferred: null, options: {} })
  const notice = main.notices.at(-1)
  expect(notice).toMatchObject({ title: 'Model is as it was at first', action: { label: 'Undo' } })
  notice?.action?.run()
  await vi.waitFor(() => expect(kept().model).toEqual({ preferred: 'qwen3:4b', options }))
})

test('one page at a time stands in the place of the conversation, which takes it back', async () => {
  await show()
  hearth.memory.show(true)
  expect(state().shown).toBe(false)
  hearth.settings.show(true, 'network')
  expect(hearth.store.getState().memory.shown).toBe(false)
  expect(state()).toMatchObject({ shown: true, lead: { row: 'network' }, text: '' })
  main.emit({ type: 'menu.chosen', command: 'newChat' })
  expect(state()).toMatchObject({ shown: false, lead: null })
  hearth.memory.show(true)
  main.emit({ type: 'menu.chosen', command: 'settings' })
  expect([state().shown, hearth.store.getState().memory.shown]).toEqual([true, false])
})

test('settings that cannot be read say why, and are asked for again', async () => {
  main.on('settings.read', () => {
    throw new Refusal('database', 'The database does not answer.')
  })
  open()
  hearth.settings.show(true)
  await vi.waitFor(() => expect(state().error?.message).toBe('The database does not answer.'))
  scriptSettings(main)
  await hearth.settings.load()
  expect(state()).toMatchObject({ error: null, chosen: { general: { theme: 'system' } } })
})

test('that the file was broken is said to the person, with where it is now', async () => {
  main.on('settings.setAside', () => '/data/settings.json.broken-2030')
  open()
  await hearth.settings.tellSetAside()
  expect(main.notices[0]?.text).toContain('/data/settings.json.broken-2030')
})
