import { expect, test } from 'vitest'
import { de } from './de.ts'
import { en } from './en.ts'
import { chooseLanguage, openWords } from './language.ts'
import { zh } from './zh.ts'

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

/** Every text by its path; the forms of a plural as one. */
function texts(words: object, path = ''): Map<string, Set<string>> {
  const found = new Map<string, Set<string>>()
  for (const [key, value] of Object.entries(words) as [string, unknown][]) {
    const name = `${path}${key.replace(/_(one|other)$/, '')}`
    const inner = typeof value === 'object' && value !== null ? texts(value, `${name}.`) : null
    if (inner) for (const [at, holds] of inner) found.set(at, holds)
    else found.set(name, (found.get(name) ?? new Set<string>()).add(String(value)))
  }
  return found
}

/** What is put into a text, and the tags around its parts. */
function filled(forms: ReadonlySet<string>): string[] {
  const names = [...forms].flatMap((text) =>
    [...text.matchAll(/\{\{\s*(\w+)|<(\d+)>/g)].map(([, name, tag]) => name ?? `<${tag}>`),
  )
  return [...new Set(names)].sort()
}

test.each([
  ['German', de],
  ['Chinese', zh],
])('%s has every text, and puts the same into each', (_, other) => {
  const [english, translated] = [texts(en), texts(other)]
  expect([...translated.keys()].sort()).toEqual([...english.keys()].sort())
  const all = [...english.keys()]
  const puts = (words: typeof english) => all.map((key) => [key, filled(words.get(key) ?? new Set())])
  expect(puts(translated)).toEqual(puts(english))
  const empty = all.filter((key) => [...(translated.get(key) ?? [])].some((text) => text.trim() === ''))
  expect(empty).toEqual([])
})

test('where a language lacks a text it is English', async () => {
  const words = openWords('de')
  await words.changeLanguage('fr')
  expect(words.t('tray:quit')).toBe('Quit')
})
