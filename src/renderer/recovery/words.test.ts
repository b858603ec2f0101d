import { expect, test } from 'vitest'
import type { RecoveryState } from '../../shared/contract.ts'
import { adviceOn, dateWords, troubleWords } from './words.ts'

const now = new Date('2026-11-24T12:00:00Z')

test.each([
  ['2026-11-24T09:14:00Z', 'today at 9:14 AM'],
  ['2026-11-23T23:59:00Z', 'yesterday at 11:59 PM'],
  ['2026-11-22T09:14:00Z', '2 days ago'],
  ['2026-11-11T09:14:00Z', '13 days ago'],
  ['2026-11-04T09:14:00Z', '2 weeks ago'],
  ['2026-08-24T09:14:00Z', '3 months ago'],
  ['2024-11-20T09:14:00Z', '2 years ago'],
])('%s is %s', (iso, words) => {
  expect(dateWords(iso, now, 'en-US').words.replaceAll('\u202F', ' ')).toBe(words)
})

test('a date is also said exactly', () => {
  const { exact } = dateWords('2026-11-04T09:14:00Z', now, 'en-GB')
  expect(exact).toBe('Wednesday, 4 November 2026 at 09:14')
})

test('a date in the future, after the clock was set back, is only the date', () => {
  expect(dateWords('2026-12-24T09:14:00Z', now, 'en-US').words).toBe('December 24, 2026')
})

test('what a newer Hearth or another Postgres wrote is first updated or carried over', () => {
  expect(adviceOn('database_newer')).toMatchObject({ main: 'quit', first: { say: 'Update Hearth first.' } })
  expect(adviceOn('database_foreign')).toMatchObject({
    main: 'quit',
    first: { more: expect.stringContaining('docs/upgrading.md') },
  })
})

test('what may pass is tried again first; damage is not', () => {
  expect(adviceOn('database').main).toBe('retry')
  expect(adviceOn('disk_full').main).toBe('retry')
  expect(adviceOn('database_damaged').main).toBe('restore')
})

test('the reason that stands there already is not said twice, also behind a sentence in another language', () => {
  const state = { error: { code: 'disk_full', message: 'The disk is full.' } } as RecoveryState
  for (const message of ['The disk is full.', 'Der Datenträger ist voll. The disk is full.'])
    expect(troubleWords({ code: 'disk_full', message }, state)).toContain('still does not open')
  expect(troubleWords({ code: 'disk_full', message: 'Another one.' }, state)).toBe('Another one.')
})
