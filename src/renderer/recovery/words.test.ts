import { expect, test } from 'vitest'
import type { RecoveryState } from '../../shared/contract.ts'
import { openWords } from '../../shared/words/language.ts'
import { adviceOn, dateWords, troubleWords } from './words.ts'

const { t } = openWords('en')
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
  expect(dateWords(iso, now, t).words.replaceAll('\u202F', ' ')).toBe(words)
})

test('a date is also said exactly', () => {
  const { exact } = dateWords('2026-11-04T09:14:00Z', now, openWords('de').t)
  expect(exact).toBe('Mittwoch, 4. November 2026 um 09:14')
})

test.each([
  ['de', 'gestern um 09:14', 'vor 3 Monaten'],
  ['zh', '昨天 09:14', '3个月前'],
] as const)('how long ago it was is said in %s too', (language, yesterday, months) => {
  const { t: other } = openWords(language)
  expect(dateWords('2026-11-23T09:14:00Z', now, other).words).toBe(yesterday)
  expect(dateWords('2026-08-24T09:14:00Z', now, other).words).toBe(months)
})

test('a date in the future, after the clock was set back, is only the date', () => {
  expect(dateWords('2026-12-24T09:14:00Z', now, t).words).toBe('December 24, 2026')
})

test('what a newer Hearth or another Postgres wrote is first updated or carried over', () => {
  expect(adviceOn('database_newer', t)).toMatchObject({
    main: 'quit',
    first: { say: 'Update Hearth first.' },
  })
  expect(adviceOn('database_foreign', t)).toMatchObject({
    main: 'quit',
    first: { more: expect.stringContaining('docs/upgrading.md') },
  })
})

test('what may pass is tried again first; damage is not', () => {
  expect(adviceOn('database', t).main).toBe('retry')
  expect(adviceOn('disk_full', t).main).toBe('retry')
  expect(adviceOn('database_damaged', t).main).toBe('restore')
})

test('the reason that stands there already is not said twice, also behind a sentence in another language', () => {
  const state = { error: { code: 'disk_full', message: 'The disk is full.' } } as RecoveryState
  for (const message of ['The disk is full.', 'Der Datenträger ist voll. The disk is full.'])
    expect(troubleWords({ code: 'disk_full', message }, state, t)).toContain('still does not open')
  expect(troubleWords({ code: 'disk_full', message: 'Another one.' }, state, t)).toBe('Another one.')
})
