import { expect, test } from 'vitest'
import { rank, type Rankable } from './rank.ts'
import { otherForms, stemOf } from './rank-stem.ts'
import { stretchesOf } from './rank-stretches.ts'
import { nearness, timesIn } from './rank-times.ts'

/** A conversation of these messages, a minute from one to the next. */
function talk(conversationId: string, contents: readonly string[], day = '2026-03-01'): Rankable[] {
  return contents.map((content, index) => ({
    id: `${conversationId}${index}`,
    conversationId,
    role: index % 2 === 0 ? 'user' : 'assistant',
    content,
    createdAt: `${day}T10:${String(index).padStart(2, '0')}:00.000Z`,
  }))
}

const other = talk('other', [
  'The boiler makes a noise at night.',
  'Air in the pipes, most likely.',
  'Then the plumber has to come.',
  'Open the valve of the highest radiator first.',
])

function ranked(question: string, stretches: readonly (readonly Rankable[])[], now?: Date): string[] {
  const times = now ? timesIn(question, now, ['de']) : []
  return rank(question, stretches, times).map(({ message }) => message.id)
}

test('an answer that repeats nothing of its question is found beside it, before what only asks', () => {
  const chat = talk('a', [
    'Good morning!',
    'Good morning, what is on today?',
    'Which port does the staging database listen on?',
    '5433, and only on localhost.',
    'Thanks!',
  ])
  expect(ranked('What port has the staging database?', [other, chat]).slice(0, 2)).toEqual(['a3', 'a2'])
})

test('messages of the one whom the question names come first, and nobody is preferred where two are named', () => {
  const chat = talk('a', [
    'Anna: My garden has got a pond.',
    'Jonas: A garden with a pond, lovely! My garden is only gravel.',
    'Anna: Gravel has its beauty.',
    'Jonas: It needs no water.',
  ])
  expect(ranked("What is in Jonas's garden?", [chat])[0]).toBe('a1')
  expect(ranked("What is in Anna's garden?", [chat])[0]).toBe('a0')
  const scores = rank('Do Anna and Jonas have gravel?', [chat])
  expect(
    scores
      .map(({ message }) => message.id)
      .slice(0, 2)
      .sort(),
  ).toEqual(['a1', 'a2'])
})

test('a word before a colon is no speaker where it is not the custom', () => {
  const chat = talk('a', [
    'Error: the disk is full.',
    'Empty the folder of the disk.',
    'It is empty.',
    'Well.',
  ])
  expect(ranked('Was there an error with the disk?', [other, chat])[0]).toBe('a0')
})

test('what was said at the time that a question names counts more, and is found without its words', () => {
  const march = talk('march', ['We talked about the roof.', 'Tiles are cheaper.'], '2026-03-09')
  const april = talk('april', ['We talked about the roof.', 'Slate lasts.'], '2026-04-09')
  const now = new Date('2026-05-01T12:00:00')
  expect(ranked('What of the roof on 9 March?', [april, march], now)[0]).toBe('march0')
  expect(ranked('What was there on 9 April 2026?', [march, april], now)).toEqual(['april1', 'april0'])
  expect(ranked('Was war im April?', [march, april], now)).toEqual(['april1', 'april0'])
})

test('other languages are ranked by the same rules', () => {
  const german = talk('de', [
    'Wie heißt der Hund deiner Schwester?',
    'Bello, ein Dackel.',
    'Und die Katzen?',
    'Mimi und Momo.',
  ])
  const chinese = talk('zh', ['数据库的端口是多少？', '是五四三三。'])
  expect(ranked('Welchen Namen hat der Hund der Schwester?', [other, german, chinese])[0]).toBe('de1')
  expect(ranked('Welche Katze?', [other, german])[0]).toBe('de3')
  expect(ranked('数据库端口', [other, german, chinese])[0]).toBe('zh1')
})

test('a question without a word that tells finds nothing, and nothing is an error', () => {
  for (const question of [
    '',
    '?',
    'what is it',
    '🎉',
    '\0',
    'zeppelin',
    'constructor __proto__',
    'a'.repeat(9_999),
  ])
    expect(ranked(question, [other], new Date('2026-05-01'))).toEqual([])
  expect(rank('boiler', [])).toEqual([])
  expect(rank('boiler', [[]])).toEqual([])
})

test('inflections, irregular forms and words that begin alike are met', () => {
  expect(['ponies', 'relational', 'hopping', 'agreed', 'sky', 'went', 'Ärger'].map(stemOf)).toEqual([
    'poni',
    'relat',
    'hop',
    'agre',
    'sky',
    'go',
    'Ärger',
  ])
  expect(otherForms(['go', 'bought', 'boiler'])).toEqual(['went', 'gone', 'buy'])
  const chat = talk('a', ['I bought a mountain bike.', 'Enjoy!', 'She is a dancer.', 'On stage?'])
  expect(ranked('What did I buy?', [other, chat])[0]).toBe('a0')
  expect(ranked('Who dances?', [other, chat])).toContain('a2')
})

test('times are understood as people write them', () => {
  const now = new Date(2026, 4, 6, 12)
  const days = (question: string) =>
    timesIn(question, now, ['de', 'fr']).map(({ from, to }) =>
      [from, to].map((time) => local(time)).join(' '),
    )
  expect(days('on 9 May, 2023')).toEqual(['2023-5-9 2023-5-10'])
  expect(days('on October 13th, 2023')).toEqual(['2023-10-13 2023-10-14'])
  expect(days('in August 2023')).toEqual(['2023-8-1 2023-9-1'])
  expect(days('2023-05-09 or 9.5.2023')).toEqual(['2023-5-9 2023-5-10', '2023-5-9 2023-5-10'])
  expect(days('Was war am 9. März 2024?')).toEqual(['2024-3-9 2024-3-10'])
  expect(days('le 14 juillet 2024')).toEqual(['2024-7-14 2024-7-15'])
  expect(days('all that was in 2022')).toEqual(['2022-1-1 2023-1-1'])
  expect(days('yesterday, or gestern')).toEqual(['2026-5-5 2026-5-6'])
  expect(days('last week')).toEqual(['2026-4-27 2026-5-4'])
  expect(days('in December')).toHaveLength(5)
  for (const question of ['May I march on?', 'I may go', '2,000 people', 'what is 5.5?', 'version 1.2.3'])
    expect(days(question)).toEqual([])
})

test('what is told of a time is told in it or soon after', () => {
  const day = 86_400_000
  const week = [{ from: 10 * day, to: 17 * day }]
  expect([9, 10, 16, 22, 27].map((at) => nearness(at * day, week))).toEqual([0, 1, 1, 0.5, 0.25])
})

test('messages and those beside them become pieces of conversations without gaps', () => {
  const chat = talk('a', ['0', '1', '2', '3', '4', '5', '6', '7', '8'])
  const beside = (of: number, distances: readonly number[]) =>
    distances.flatMap((distance) => {
      const message = chat[of + distance]
      return message ? [{ ...message, of: `a${of}`, distance }] : []
    })
  const around = [
    ...beside(7, [0, -1, 1]),
    ...beside(2, [-1, 0, 1]),
    ...beside(0, [0, 1]),
    ...beside(7, [0, -1, 1]),
  ]
  expect(
    stretchesOf(around)
      .map((stretch) => stretch.map(({ id }) => id).join(' '))
      .sort(),
  ).toEqual(['a0 a1 a2 a3', 'a6 a7 a8'])
})

function local(time: number): string {
  const date = new Date(time)
  return `${date.getFullYear()}-${date.getMonth() + 1}-${date.getDate()}`
}
