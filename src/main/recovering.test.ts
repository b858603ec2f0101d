import { expect, test } from 'vitest'
import { silentLog } from '../core/log.ts'
import type { Recovery } from '../core/recovery.ts'
import { AppError } from '../shared/errors.ts'
import { canRecover, createRecovering } from './recovering.ts'

const damaged = new AppError('database_damaged', 'The database is damaged.')
const forbidden = { code: 'forbidden' }

interface Script {
  /** How the assistant opens the next time. */
  open: () => Promise<void>
  restore: Recovery['restore']
}

/** A recovery whose store and window write down what happens to them. */
function scripted(script: Partial<Script> = {}) {
  const happened: string[] = []
  let locked = 0
  const recovery: Recovery = {
    snapshots: async () => [],
    unusable: async () => [{ id: 'b', why: 'It was cut short.' }],
    restore: script.restore ?? (async (id) => ({ keptAs: `instead of ${id}` })),
    beginAnew: async () => ({ keptAs: 'the old one' }),
    check: async () => [],
    async [Symbol.asyncDispose]() {
      locked -= 1
    },
  }
  const recovering = createRecovering({
    dataFolder: '/data',
    async openRecovery() {
      locked += 1
      return recovery
    },
    async openAgain() {
      happened.push(`opened with ${locked} locks held`)
      await script.open?.()
    },
    openPath: async (path) => {
      happened.push(`showed ${path}`)
      return ''
    },
    window: {
      open: async () => void happened.push('window'),
      giveWay: () => void happened.push('chat'),
    },
    log: silentLog,
  })
  const signal = new AbortController().signal
  const { handlers } = recovering
  return {
    recovering,
    happened,
    locks: () => locked,
    state: () => handlers['recovery.state'](undefined, signal),
    snapshots: () => handlers['recovery.snapshots'](undefined, signal),
    retry: () => handlers['recovery.retry'](undefined, signal),
    restore: (id: string) => handlers['recovery.restore']({ id }, signal),
    beginAnew: () => handlers['recovery.beginAnew'](undefined, signal),
    showFolder: () => handlers['recovery.showFolder'](undefined, signal),
  }
}

test.each(['database', 'database_damaged', 'database_newer', 'database_foreign'] as const)(
  'a snapshot may help against %s',
  (code) => expect(canRecover(new Error('wrapped', { cause: new AppError(code, '') }))).toBe(true),
)

test.each(['already_open', 'data_folder', 'disk_full', 'database_unreachable', 'internal'] as const)(
  'no snapshot helps against %s',
  (code) => expect(canRecover(new AppError(code, ''))).toBe(false),
)

test('no snapshot of ours helps against what a server says', () => {
  expect(canRecover(damaged, 'postgres://localhost/hearth')).toBe(false)
  expect(canRecover(damaged, ' ')).toBe(true)
})

test('no snapshot helps against a bug', () => expect(canRecover(new TypeError('oops'))).toBe(false))

test('while everything is well no request of the recovery is answered', async () => {
  const { state, snapshots, restore, retry, beginAnew, showFolder, happened, locks } = scripted()
  for (const ask of [state, snapshots, retry, beginAnew, showFolder, () => restore('a')]) {
    await expect(ask()).rejects.toMatchObject(forbidden)
  }
  expect({ happened, locks: locks() }).toEqual({ happened: [], locks: 0 })
})

test('the window is told why, where, and what can be restored', async () => {
  const { recovering, state, snapshots, showFolder, happened, locks } = scripted()
  await recovering.begin(damaged)
  expect(await state()).toEqual({
    error: { code: 'database_damaged', message: 'The database is damaged.' },
    dataFolder: '/data',
  })
  expect(await snapshots()).toEqual({ usable: [], unusable: [{ id: 'b', why: 'It was cut short.' }] })
  await snapshots()
  await showFolder()
  expect({ happened, locks: locks() }).toEqual({ happened: ['window', 'showed /data'], locks: 1 })
})

test('after a restore the assistant opens without our lock, and the chat takes the place', async () => {
  const { recovering, restore, state, snapshots, happened, locks } = scripted()
  await recovering.begin(damaged)
  await snapshots()
  expect(await restore('a')).toEqual({ keptAs: 'instead of a' })
  expect(happened).toEqual(['window', 'opened with 0 locks held', 'chat'])
  expect(locks()).toBe(0)
  await expect(state()).rejects.toMatchObject(forbidden)
})

test('what does not open after a restore is the new reason, and another way can be gone', async () => {
  const script: Partial<Script> = {}
  script.open = async () => {
    throw new AppError('disk_full', 'The disk is full.')
  }
  const { recovering, restore, beginAnew, retry, state, happened } = scripted(script)
  await recovering.begin(damaged)
  await expect(restore('a')).rejects.toMatchObject({ code: 'disk_full' })
  expect((await state()).error).toEqual({ code: 'disk_full', message: 'The disk is full.' })
  await expect(retry()).rejects.toMatchObject({ code: 'disk_full' })
  expect(happened).not.toContain('chat')
  script.open = async () => {}
  expect(await beginAnew()).toEqual({ keptAs: 'the old one' })
  expect(happened.at(-1)).toBe('chat')
})

test('a restore that fails leaves the reason, and the assistant is not opened', async () => {
  const { recovering, restore, state, happened } = scripted({
    restore: async () => {
      throw new AppError('snapshot_unusable', 'It was cut short.')
    },
  })
  await recovering.begin(damaged)
  await expect(restore('a')).rejects.toMatchObject({ code: 'snapshot_unusable' })
  expect((await state()).error.code).toBe('database_damaged')
  expect(happened).toEqual(['window'])
})

test('one thing at a time', async () => {
  const { promise, resolve } = Promise.withResolvers<{ keptAs: string | null }>()
  const { recovering, restore, beginAnew, happened } = scripted({ restore: () => promise })
  await recovering.begin(damaged)
  const first = restore('a')
  await expect(restore('a')).rejects.toMatchObject({ code: 'database' })
  await expect(beginAnew()).rejects.toMatchObject({ code: 'database' })
  resolve({ keptAs: null })
  await first
  expect(happened.filter((what) => what === 'chat')).toHaveLength(1)
})

test('closing aborts the restore, waits for it and frees the lock', async () => {
  const begun = Promise.withResolvers<void>()
  const { recovering, restore, happened, locks } = scripted({
    restore: (_, { signal } = {}) =>
      new Promise((_resolve, reject) => {
        signal?.addEventListener('abort', () => reject(new AppError('cancelled', 'Nothing was changed.')))
        begun.resolve()
      }),
  })
  await recovering.begin(damaged)
  const restored = restore('a').catch((error: unknown) => error)
  await begun.promise
  await recovering.close()
  expect(await restored).toMatchObject({ code: 'cancelled' })
  expect({ happened, locks: locks() }).toEqual({ happened: ['window'], locks: 0 })
})

test('what is asked for as the app closes is not begun, and takes no lock', async () => {
  const { recovering, restore, state, happened, locks } = scripted()
  await recovering.begin(damaged)
  const restored = restore('a').catch((error: unknown) => error)
  await recovering.close()
  expect(await restored).toMatchObject({ code: 'cancelled' })
  await expect(state()).rejects.toMatchObject({ code: 'cancelled' })
  expect({ happened, locks: locks() }).toEqual({ happened: ['window'], locks: 0 })
})

test('a restore that ends while the app closes does not open the assistant any more', async () => {
  const { promise, resolve } = Promise.withResolvers<{ keptAs: string | null }>()
  const begun = Promise.withResolvers<void>()
  const restoreSlowly = (): typeof promise => {
    begun.resolve()
    return promise
  }
  const { recovering, restore, happened } = scripted({ restore: restoreSlowly })
  await recovering.begin(damaged)
  const restored = restore('a').catch((error: unknown) => error)
  await begun.promise
  const closed = recovering.close()
  resolve({ keptAs: 'kept' })
  await closed
  expect(await restored).toMatchObject({ code: 'cancelled' })
  expect(happened).toEqual(['window'])
})

test('an app that closes while the assistant opens again shows no chat any more', async () => {
  const opening = Promise.withResolvers<void>()
  const begun = Promise.withResolvers<void>()
  const open = (): Promise<void> => {
    begun.resolve()
    return opening.promise
  }
  const { recovering, retry, happened } = scripted({ open })
  await recovering.begin(damaged)
  const retried = retry().catch((error: unknown) => error)
  await begun.promise
  const closed = recovering.close()
  opening.resolve()
  await closed
  expect(await retried).toMatchObject({ code: 'cancelled' })
  expect(happened).toEqual(['window', 'opened with 0 locks held'])
})
