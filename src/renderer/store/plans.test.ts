import { beforeEach, describe, expect, test } from 'vitest'
import type { Message } from '../../shared/message.ts'
import { openHearth, type Hearth } from './hearth.ts'
import { conversation, message, Refusal, scriptBridge, type ScriptedBridge } from './scripted-bridge.ts'
import { action, plan, result } from './scripted-plans.ts'

let main: ScriptedBridge

beforeEach(() => {
  main = scriptBridge()
  main.on('request.approve', () => plan([action('a1')], { status: 'approved', runId: 'run' }))
})

async function open(messages: readonly Message[]): Promise<Hearth> {
  main.on('conversations.open', ({ id }) => ({
    conversation: conversation(id, 20),
    messages,
    hasEarlier: false,
    hasLater: false,
    turn: null,
    run: null,
  }))
  const hearth = openHearth(main.bridge, main.outside)
  await hearth.chat.open('a')
  return hearth
}

const shown = (hearth: Hearth) => hearth.store.getState().plan
const asked = (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input)

describe('the dialog', () => {
  test('opens by itself for a new plan of the open conversation, once', async () => {
    const hearth = await open([message('m1', 1)])
    main.emit({ type: 'message.saved', message: plan([action('a1')]) })
    expect(shown(hearth)).toBe('plan')
    hearth.plans.hide()
    main.emit({ type: 'message.saved', message: plan([action('a1')]) })
    expect(shown(hearth)).toBeNull()
  })

  test('does not open for a plan of another conversation, one that is answered, or one that was there', async () => {
    const hearth = await open([plan([action('a1')])])
    main.emit({ type: 'message.saved', message: { ...plan([action('b')], {}, 'p2'), conversationId: 'b' } })
    main.emit({ type: 'message.saved', message: plan([action('c')], { status: 'approved' }, 'p3') })
    main.emit({ type: 'message.saved', message: plan([action('a1')], { digest: 'digest 2' }) })
    expect(shown(hearth)).toBeNull()
  })

  test('keeps a plan that is being looked at when another comes', async () => {
    const hearth = await open([])
    main.emit({ type: 'message.saved', message: plan([action('a1')]) })
    main.emit({ type: 'message.saved', message: plan([action('b')], {}, 'p2') })
    expect(shown(hearth)).toBe('plan')
  })
})

describe('proceeding', () => {
  test('sends the digest of what was shown, and closes the dialog', async () => {
    const hearth = await open([plan([action('a1')])])
    hearth.plans.show('plan')
    const outcome = await hearth.plans.proceed({
      message: plan([action('a1')]),
      actions: null,
      understood: false,
    })
    expect(outcome).toBe('approved')
    expect(asked('request.approve')).toEqual([{ messageId: 'plan', digest: 'digest 1' }])
    expect(shown(hearth)).toBeNull()
  })

  test('with changes stores them first, and approves the digest of what is stored then', async () => {
    const before = plan([action('a1'), action('a2')])
    main.on('request.revise', () => plan([action('a1')], { digest: 'digest 2' }))
    const hearth = await open([before])
    const actions = [{ id: 'a1', arguments: { path: 'a1' } }]
    expect(await hearth.plans.proceed({ message: before, actions, understood: false })).toBe('approved')
    expect(asked('request.revise')).toEqual([{ messageId: 'plan', digest: 'digest 1', actions }])
    expect(asked('request.approve')).toEqual([{ messageId: 'plan', digest: 'digest 2' }])
  })

  test.each([
    ['destroys something', action('a1', { risk: 'destructive' })],
    ['can no longer be undone', action('a1', { undo: 'no' })],
    ['is another one where nobody changed it', action('a1', { title: 'Write elsewhere' })],
    ['has an action that was not shown', action('a9')],
  ])('with changes by which the plan %s, shows it again and approves nothing', async (_, after) => {
    const before = plan([action('a1'), action('a2')])
    main.on('request.revise', () => plan([after], { digest: 'digest 2' }))
    const hearth = await open([before])
    const actions = [{ id: 'a1', arguments: { path: 'a1' } }]
    expect(await hearth.plans.proceed({ message: before, actions, understood: false })).toBe('look')
    expect(asked('request.approve')).toEqual([])
    expect(hearth.store.getState().chat.messages).toMatchObject([{ metadata: { digest: 'digest 2' } }])
  })

  test('a title that follows from the change itself is no reason to ask again', async () => {
    const before = plan([action('a1')])
    main.on('request.revise', () =>
      plan([action('a1', { title: 'Write b', arguments: { path: 'b' } })], { digest: 'digest 2' }),
    )
    const hearth = await open([before])
    const actions = [{ id: 'a1', arguments: { path: 'b' } }]
    expect(await hearth.plans.proceed({ message: before, actions, understood: false })).toBe('approved')
  })

  test('what is refused is said, and the plan stays open', async () => {
    main.on('request.approve', () => {
      throw new Refusal('forbidden', 'This plan has been answered.')
    })
    const hearth = await open([plan([action('a1')])])
    hearth.plans.show('plan')
    const proceeding = { message: plan([action('a1')]), actions: null, understood: false }
    expect(await hearth.plans.proceed(proceeding)).toEqual({
      refused: { code: 'forbidden', message: 'This plan has been answered.' },
    })
    expect(shown(hearth)).toBe('plan')
  })
})

test('the end of a run is told to those who listen, once', async () => {
  const hearth = await open([plan([action('a1')], { status: 'approved' })])
  main.emit({ type: 'message.saved', message: result('One file written.') })
  expect(hearth.store.getState().announcement).toMatchObject({ text: 'One file written.', count: 1 })
  main.emit({ type: 'message.saved', message: result('One file written.', { undone: 'yes' }) })
  expect(hearth.store.getState().announcement.count).toBe(1)
})

test('a reminder stays until it is closed, and says when it is late', async () => {
  await open([])
  const reminder = { id: 'r', text: 'Call Anna', dueAt: '2030-01-01T11:00:00.000Z', firedAt: null }
  main.emit({ type: 'reminder.due', reminder, late: true })
  expect(main.notices).toMatchObject([{ title: 'Call Anna', timeoutMs: 0 }])
  expect(main.notices[0]?.text).toMatch(/while Hearth was not open/)
})
