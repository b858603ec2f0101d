import { randomUUID } from 'node:crypto'
import { sql } from 'drizzle-orm'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestStore } from '../../../tests/support/store.ts'
import { silentLog as log } from '../log.ts'
import type { TextMessage } from '../../shared/message.ts'
import type { SearchQuery } from '../../shared/search.ts'
import { rowsOf, type OpenDatabase } from './database.ts'
import { storeContext, storeFact } from './queries/context.ts'
import { deleteConversation, findConversation, hideConversation } from './queries/conversations.ts'
import { insertMessage, supersedeOne, writeAnswer, type NewMessage } from './queries/messages.ts'
import { saveMessage } from './queries/turns.ts'
import type { RelatedQuery } from './search/search-engine.ts'
import { createMending } from './search/mending.ts'
import { neighbours } from './search/neighbours.ts'

let store: OpenDatabase

beforeAll(async () => {
  store = await openTestStore()
})
afterAll(() => store.close())

function said(conversationId: string, content: string, more: Partial<NewMessage<TextMessage>> = {}) {
  const now = new Date('2026-03-01T10:00:00.000Z')
  const message = {
    id: randomUUID(),
    conversationId,
    role: 'user' as const,
    content,
    messageType: 'text' as const,
  }
  return { ...message, metadata: null, now, ...more }
}

async function talk(
  contents: readonly string[],
  title = 'A title',
): Promise<{ id: string; messages: string[] }> {
  const id = randomUUID()
  const messages: string[] = []
  for (const content of contents) {
    const message = said(id, content)
    await saveMessage(store.db, { message, title, model: 'tiny', numCtx: 8_192 })
    messages.push(message.id)
  }
  return { id, messages }
}

async function find(query: SearchQuery): Promise<string[]> {
  const { hits } = await store.search.search(query)
  return hits.map(({ snippet }) => snippet.map(({ text, hit }) => (hit ? `[${text}]` : text)).join(''))
}

test('what was just said is found by its stems, with the hits marked', async () => {
  const { id, messages } = await talk(['We were deploying the zeppelins with Helm.', 'Nothing of the kind.'])
  const page = await store.search.search({ text: 'deploy Zeppelin' })
  expect(page).toMatchObject({ hasMore: false, corrections: [] })
  expect(page.hits).toEqual([
    {
      kind: 'message',
      id: messages[0],
      conversationId: id,
      title: 'A title',
      role: 'user',
      messageType: 'text',
      createdAt: '2026-03-01T10:00:00.000Z',
      score: expect.any(Number) as number,
      snippet: [
        { text: 'We were ', hit: false },
        { text: 'deploying', hit: true },
        { text: ' the ', hit: false },
        { text: 'zeppelins', hit: true },
        { text: ' with Helm.', hit: false },
      ],
    },
  ])
})

test('what is hidden, replaced or being written is not found', async () => {
  const hidden = await talk(['The quokka is hidden.'])
  const replaced = await talk(['The quokka is replaced.', 'The quokka stays.'])
  await writeAnswer(
    store.db,
    said(replaced.id, 'The quokka is being written', {
      role: 'assistant',
      metadata: { status: 'streaming' },
    }),
  )
  await hideConversation(store.db, hidden.id, new Date())
  await supersedeOne(store.db, replaced.messages[0] ?? '', new Date())
  expect(await find({ text: 'quokka' })).toEqual(['The [quokka] stays.'])
})

test('an answer is found when it is whole, as it is then', async () => {
  const { id } = await talk(['What is a marmot?'])
  const answer = said(id, 'A squirrel', { role: 'assistant', metadata: { status: 'streaming' } })
  await writeAnswer(store.db, answer)
  expect(await find({ text: 'squirrel' })).toEqual([])
  await writeAnswer(store.db, { ...answer, content: 'A ground squirrel.', metadata: { status: 'complete' } })
  expect(await find({ text: 'squirrel' })).toEqual(['A ground [squirrel].'])
})

test('contexts are found by key and value, and filters keep to theirs', async () => {
  const one = await talk(['Our wombat cluster is small.'])
  const other = await talk(['The wombat sleeps.'])
  await insertMessage(
    store.db,
    said(other.id, 'A wombat answers.', { role: 'assistant', now: new Date('2026-04-01') }),
  )
  await storeContext(store.db, one.id, 'project', 'keeps_wombats', 'three of them')
  expect((await find({ text: 'wombat' })).sort()).toEqual([
    'A [wombat] answers.',
    'Our [wombat] cluster is small.',
    'The [wombat] sleeps.',
    'keeps [wombats]: three of them',
  ])
  expect(await find({ text: 'wombat', types: ['context'] })).toEqual(['keeps [wombats]: three of them'])
  expect(await find({ text: 'wombat', roles: ['assistant'] })).toEqual(['A [wombat] answers.'])
  expect(await find({ text: 'wombat', types: ['text'], conversationId: one.id })).toEqual([
    'Our [wombat] cluster is small.',
  ])
  expect(
    await find({ text: 'wombat', after: '2026-04-01T00:00:00Z', before: '2026-04-02T00:00:00Z' }),
  ).toEqual(['A [wombat] answers.'])
})

test('a run, and a fact with what was said to keep it, are found once', async () => {
  const words = 'we feed the okapi'
  const { id, messages } = await talk([
    `Remember that ${words}`,
    `${'An okapi is a giraffe. '.repeat(8)}${words}`,
  ])
  async function run(action: string, text: string): Promise<void> {
    const runId = randomUUID()
    const actions = [
      { id: '1', action, title: text, arguments: { text }, risk: 'change', undo: 'yes' } as const,
    ]
    const plan = {
      summary: text,
      actions,
      destructive: false,
      digest: 'd',
      status: 'approved',
      runId,
    } as const
    const parts = [
      ['agent_request', plan],
      ['agent_progress', { runId, actionId: '1', state: 'succeeded' }],
      ['agent_result', { runId, status: 'succeeded' }],
    ] as const
    for (const [messageType, metadata] of parts)
      await insertMessage(store.db, {
        ...said(id, `${messageType}: ${text}`, { role: 'assistant' }),
        messageType,
        metadata,
      })
  }
  await run('remember', words)
  await run('run_command', 'echo okapi tank')
  const fact = {
    conversationId: id,
    contextType: 'project',
    contextKey: 'feeds',
    contextValue: words,
  } as const
  await storeFact(store.db, { ...fact, evidence: words, messageId: messages[0]! })
  const { hits } = await store.search.search({ text: 'okapi' })
  expect(hits.map((hit) => (hit.kind === 'context' ? hit.kind : hit.messageType)).toSorted()).toEqual([
    expect.stringMatching(/^agent_/),
    'context',
    'text',
  ])
  expect(hits.map((hit) => hit.id)).toContain(messages[1])
  const pages = [0, 1, 2].map(async (offset) => store.search.search({ text: 'okapi', limit: 1, offset }))
  const one = (await Promise.all(pages)).flatMap((page) => page.hits)
  expect(new Set(one.map((hit) => hit.id)).size).toBe(3)
  expect((await Promise.all(pages)).map((page) => page.hasMore)).toEqual([true, true, false])
  // Who asks for steps alone has them.
  expect(await find({ text: 'okapi', types: ['agent_progress'] })).toHaveLength(2)
})

test('a word that stands nowhere is looked for as it is spelled here, and a word in typing by its beginning', async () => {
  await talk(['We moved to Kubernetes last spring.'])
  const page = await store.search.search({ text: 'kuberntes' })
  expect(page.corrections).toEqual([{ typed: 'kuberntes', meant: 'kubernetes' }])
  expect(await find({ text: 'kuberntes' })).toEqual(['We moved to [Kubernetes] last spring.'])
  expect(await find({ text: 'kuber' })).toEqual(['We moved to [Kubernetes] last spring.'])
  expect(await find({ text: 'kuber ' })).toEqual([])
})

test('other scripts are found, and parts of what is written without spaces', async () => {
  await talk(['Привет, Грузия! Das Ärgernis in der Straße. 我们使用人工智能。'])
  const marked = (text: string) => find({ text }).then(([snippet]) => snippet?.match(/\[.*\]/)?.[0])
  expect(await marked('грузия')).toBe('[Грузия]')
  expect(await marked('argernis')).toBe('[Ärgernis]')
  expect(await marked('人工智能')).toBe('[人工智能]')
  expect(await marked('智能')).toBe('[智能]')
})

test('a place far inside a long message is shown, and the message is one hit', async () => {
  const filling = 'Nothing but words of no weight. '.repeat(900)
  const { messages } = await talk([
    `${filling} Here sits an axolotl. ${filling} And the axolotl again. ${filling}`,
  ])
  const { hits } = await store.search.search({ text: 'axolotl' })
  expect(hits.map(({ id }) => id)).toEqual(messages)
  expect(hits[0]?.snippet.find(({ hit }) => hit)?.text).toBe('axolotl')
})

test('what is narrow is found among thousands that are not, and pages meet', async () => {
  const { id } = await talk(['A common gecko.', 'Another common gecko.'])
  const other = await talk(['Nothing.'])
  await store.db.execute(sql`
    insert into message (conversation_id, role, content)
    select ${other.id}, 'assistant', 'common ' || n from generate_series(1, 1500) n`)
  await store.search.ready()
  // Else each search would look through what waited once.
  const [list] = await rowsOf<{ bytes: number }>(
    store.db,
    sql`select pg_relation_size('search.changed')::int as bytes`,
  )
  expect(list?.bytes).toBe(0)
  const narrow = await store.search.search({ text: 'common', conversationId: id })
  expect(narrow.hits.map(({ conversationId }) => conversationId)).toEqual([id, id])
  expect((await store.search.search({ text: 'common', roles: ['user'] })).hits).toHaveLength(2)
  const pages = [0, 1].map((offset) => store.search.search({ text: 'gecko', limit: 1, offset }))
  const [one, two] = await Promise.all(pages)
  expect([one?.hasMore, two?.hasMore]).toEqual([true, false])
  expect(new Set([one?.hits[0]?.id, two?.hits[0]?.id]).size).toBe(2)
})

test('related messages come from where they are asked for, and whoever does not wait is told so', async () => {
  const here = await talk(['The tapir lives here.'])
  const there = await talk(['A tapir lives there, too.', 'And it swims.'])
  const text = 'Where does the tapir live?'
  const from = async (query: { within?: string; except?: string }) =>
    (await store.search.related({ text, limit: 5, ...query })).map(({ conversationId }) => conversationId)
  expect(await from({ within: here.id })).toEqual([here.id])
  // What stands beside it is found with it.
  expect(await from({ except: here.id })).toEqual([there.id, there.id])
  const near = await neighbours(store.db, [there.messages[0] ?? ''], 2)
  expect(near).toMatchObject([{ of: there.messages[0], distance: 1, content: 'And it swims.' }])
  await expect(store.search.search({ text }, AbortSignal.abort())).rejects.toMatchObject({
    code: 'cancelled',
  })
})

test('words of what was deleted are nowhere any more', async () => {
  const { id } = await talk(['A secretword.'])
  await store.search.ready()
  await deleteConversation(store.db, id)
  await store.search.ready()
  const tables = ['document', 'word'].map((table) => sql.identifier(table))
  for (const table of tables) {
    const rows = await rowsOf(
      store.db,
      sql`select from search.${table} as t where t::text like '%secretword%'`,
    )
    expect(rows).toEqual([])
  }
})

test('nothing that can be typed is an error, and where nothing can be looked for nothing is found', async () => {
  await talk(['Plain words.'])
  const typed = [
    '',
    ' ',
    'the',
    '!',
    '"',
    "'; drop table message; --",
    '\0',
    '🎉',
    '%',
    '_',
    '\\',
    'a & b | !c',
    '<->',
    ':*',
    '\uD800',
    'x'.repeat(1_000),
    'ab '.repeat(400),
  ]
  for (const text of typed) expect((await store.search.search({ text })).hits).toEqual([])
})

test('what has to do with a question is found with its answer, by its words or by when it was said', async () => {
  const chat = await talk(['Which port has the numbat service?', '7411, on localhost only.', 'Thanks!'])
  const other = await talk(['A numbat eats termites.'])
  const related = async (text: string, more: Partial<RelatedQuery> = {}): Promise<string[]> =>
    (await store.search.related({ text, limit: 2, ...more })).map(({ id }) => id)
  expect(await related('What port did we give to the numbat service?')).toEqual(
    [1, 0].map((place) => chat.messages[place]),
  )
  expect(await related('numbat', { except: chat.id })).toEqual(other.messages)
  expect(await related('numbat', { within: other.id })).toEqual(other.messages)
  for (const text of ['', 'what is it', '\0', '🎉']) expect(await related(text)).toEqual([])

  const old = await talk([])
  await saveMessage(store.db, {
    message: said(old.id, 'A day at the sea.', { now: new Date('2024-08-17T12:00:00Z') }),
    title: 'A title',
    model: 'tiny',
    numCtx: 8_192,
  })
  const [found] = await store.search.related({ text: 'What was it in August 2024?', limit: 1 })
  expect(found?.content).toBe('A day at the sea.')
})

test('an index is made again where Postgres finds it damaged, and for no other failure', async () => {
  let made = 0
  const make = async (): Promise<void> => void (made += 1)
  const mending = createMending({ make, log }, () => {})
  const failing = (statement: string) => mending.with(() => store.db.execute(sql.raw(statement)))
  for (const statement of ['select 1 / 0', `select 'x'::int`, `select repeat('x', 2000000000)`])
    await expect(failing(statement)).rejects.toThrow('Failed query')
  const ours = new TypeError('A mistake of ours')
  await expect(mending.with(() => Promise.reject(ours))).rejects.toBe(ours)
  expect(made).toBe(0)
  await expect(failing('select * from search.gone')).rejects.toThrow('Failed query')
  expect(made).toBe(1)
})

test('an index that is damaged or gone is made again, and what was stored is found', async () => {
  await talk(['The pangolin curls up.'])
  await store.search.ready()
  await store.db.execute(sql`drop index search.document_words`)
  await store.db.execute(sql`drop table search.word cascade`)
  await find({ text: 'pangolin' })
  await store.search.ready()
  expect(await find({ text: 'pangolin' })).toEqual(['The [pangolin] curls up.'])
  // What finds words that look alike is there again too.
  expect(await find({ text: 'pangloin' })).toEqual(['The [pangolin] curls up.'])
  const alike = sql`select to_regclass('search.word_alike') is not null as there`
  expect(await rowsOf(store.db, alike)).toEqual([{ there: true }])
  await store.db.execute(sql`drop schema search cascade`)
  const { id } = await talk(['A message is stored without it.'])
  expect(await findConversation(store.db, id)).not.toBeNull()
})
