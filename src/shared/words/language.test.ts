import { expect, test } from 'vitest'
import { chooseLanguage, openWords } from './language.ts'

test('words are ready at once, and turn to another language', async () => {
  const words = openWords('de')
  expect(words.t('tray:quit')).toBe('Beenden')
  await words.changeLanguage('zh')
  expect(words.t('tray:quit')).toBe('退出')
})

test.each([
  ['system', ['fr-FR', 'de-AT', 'en'], 'de'],
  ['system', ['zh_Hans_CN'], 'zh'],
  ['system', ['fr'], 'en'],
  ['system', [], 'en'],
  ['en', ['de'], 'en'],
] as const)('chosen %s on a desktop of %j: %s', (chosen, preferred, language) => {
  expect(chooseLanguage(chosen, preferred)).toBe(language)
})
