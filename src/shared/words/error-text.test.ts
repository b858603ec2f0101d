import { expect, test } from 'vitest'
import { errorCodes } from '../errors.ts'
import { errorText } from './error-text.ts'
import { openWords } from './language.ts'

const report = { code: 'disk_full', message: 'No room for {{it}} in $t(tray:quit) at $1.' } as const

test('in English an error says what it says', () => {
  expect(errorText(openWords('en').t, report)).toBe(report.message)
})

test('in another language what its code means comes first, and the message stays as it is', () => {
  expect(errorText(openWords('de').t, report)).toBe(`Der Datenträger ist voll. ${report.message}`)
  for (const language of ['de', 'zh'] as const) {
    const { t } = openWords(language)
    for (const code of errorCodes) expect(errorText(t, { code, message: 'x' })).not.toMatch(/^x$|^[\w ]+ x$/)
  }
})
