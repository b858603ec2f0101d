import { expect, test } from 'vitest'
import { keyOfSentence, normalizeKey, normalizeWords } from './key.ts'

test.each([
  [
    'uses_kubernetes',
    [
      'Uses Kubernetes',
      'uses-kubernetes',
      'usesKubernetes',
      'using k8s',
      ' USE  kubernetes. ',
      'I use Kubernetes',
      'uses_kubernetes',
    ],
  ],
  [
    'prefers_typescript',
    ['prefers_typescript', 'Prefers TypeScript', 'prefersTypeScript', 'preferring TS', 'prefer type script'],
  ],
  ['favorite_language', ['favorite languages', 'Favourite language', 'my favourite language']],
  ['lives_in_munchen', ['lives in München', 'LIVING_IN_MUNCHEN', 'lives-in-mu\u0308nchen']],
  ['uses_postgres', ['uses PostgreSQL', 'usesPostgreSQL', 'use postgres']],
  ['нравится_чаи', ['нравится чай', 'Нравится ЧАЙ!']],
  ['東京に住んでいる', ['東京に住んでいる', '東京に住んでいる。']],
  ['我们用_helm_部署', ['我们用 Helm 部署', '我们用Helm部署。', '我们用\u200bHELM部署']],
  ['deployen_mit_helm', ['wir deployen mit Helm', 'Deployen mit Helm']],
  ['हिन्दी_बोलता_है', ['हिन्दी बोलता है']],
  ['يحب_القهوة', ['يحب القهوة']],
])('%s stands for one fact', (key, spellings) => {
  expect(spellings.map(normalizeKey)).toEqual(spellings.map(() => key))
})

test('a key that is normal stays as it is, and no key is longer than the column', () => {
  for (const text of [
    'uses_kubernetes',
    'databases',
    'boxes of cookies',
    'x'.repeat(400),
    '𝔘nicode '.repeat(60),
    'c++ & c#',
  ]) {
    const key = normalizeKey(text)
    expect(normalizeKey(key)).toBe(key)
    expect(Array.from(key).length).toBeLessThanOrEqual(255)
  }
  expect(['', ' .!', '🎉'].map(normalizeKey)).toEqual(['', '', ''])
})

test('what was said in a sentence has a short key, the same for the same sentence and another for another', () => {
  const long = 'we deploy every service of the shop with Helm from the branch that is called release'
  expect(keyOfSentence('we deploy with Helm')).toBe('deploys_with_helm')
  expect(keyOfSentence('I like tea.')).toBe(keyOfSentence(' i like  TEA'))
  expect(keyOfSentence(long)).toMatch(/^deploys_every_service_of_shop_with_helm_[0-9a-f]{8}$/)
  const different = [
    'I like tea',
    'I do not like tea',
    "I don't like tea",
    'she likes tea',
    long,
    `${long}d`,
    'my cat is black',
    'my cat is three',
    'I write C',
    'I write C++',
    'I write C#',
    '🎉',
    '🎂',
    '東'.repeat(60),
    '東'.repeat(61),
  ]
  const keys = different.map(keyOfSentence)
  // The two that say the same.
  expect(new Set(keys).size).toBe(different.length - 1)
  expect(keys[1]).toBe(keys[2])
  for (const key of keys) expect(Array.from(key).length).toBeLessThanOrEqual(48)
  expect(keyOfSentence('?!')).toBe('')
})

test('of what somebody has one, another value has the same key', () => {
  expect(keyOfSentence('my favourite editor is Vim')).toBe('favorite_editor')
  expect(keyOfSentence('My favorite editor is Emacs.')).toBe('favorite_editor')
  expect(['my name is Ann', 'mein Name ist Ann', '我的名字是安'].map(keyOfSentence)).toEqual(
    Array(3).fill('name'),
  )
  expect(
    ['my birthday is in May', 'Mein Geburtstag ist im Mai', '我的生日是五月'].map(keyOfSentence),
  ).toEqual(Array(3).fill('birthday'))
})

test('words are the same whatever their case, signs and spaces', () => {
  expect(normalizeWords(' We deploy—with  HELM!')).toBe(normalizeWords('we deploy with helm'))
  expect(normalizeWords('我们用Helm部署，在柏林')).toBe(normalizeWords('我们用 helm 部署。在 柏林'))
  expect(normalizeWords('Ku\u200bber\u00adnetes')).toBe('kubernetes')
  expect(normalizeWords('we deploy with Kustomize')).not.toBe(normalizeWords('we deploy with Helm'))
})
