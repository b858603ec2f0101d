/**
 * How much of what a question needs is found, by words alone. `npm run bench -- recall --locomo DIR`: each file of LoCoMo
 * is stored as conversations, one a session, and its questions are put to `related`; of the messages that answer a
 * question, the share among the first 5, 10, 25 and 50, averaged. Bound: ≥ 0.76 at 10. `--misses` lists what was not
 * among the first 10. `--meaning` asks the embedding model of the Ollama at OLLAMA_HOST too.
 * `npm run bench -- recall --messages N`: how long it takes among so many messages and 5,000 facts, for messages that point
 * back to what was said, which are searched for, and for all others. Bound at 100,000: p95 ≤ 10 ms.
 */
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { sql } from 'drizzle-orm'
import { systemClock } from '../src/core/clock.ts'
import type { OpenDatabase } from '../src/core/database/database.ts'
import { openDatabase } from '../src/core/database/open.ts'
import { saveMessage } from '../src/core/database/queries/turns.ts'
import { createEventHub } from '../src/core/event-hub.ts'
import { silentLog } from '../src/core/log.ts'
import type { Meaning } from '../src/core/database/search/search-engine.ts'
import { embeddingModel } from '../src/core/meaning/embedding-model.ts'
import { fillMeanings } from '../src/core/meaning/fill-meanings.ts'
import { instructionsFor } from '../src/core/meaning/instructions.ts'
import { createRecall } from '../src/core/memory/create-recall.ts'
import { openOllama } from '../src/core/ollama/open.ts'
import { estimateTokens } from '../src/core/orchestrator/prompt.ts'
import { createRandom } from '../tests/support/random.ts'
import { corpus, word } from './support/corpus.ts'
import { percentile, report, rounded } from './support/figures.ts'
import { leaveAlone } from './support/quiet.ts'
import { readLocomo, type LocomoFile, type LocomoQuestion } from './support/locomo.ts'

const { values } = parseArgs({
  options: {
    locomo: { type: 'string' },
    messages: { type: 'string' },
    misses: { type: 'boolean' },
    meaning: { type: 'boolean', default: false },
  },
})
const depths = [5, 10, 25, 50] as const
const factCount = 5_000

if (values.locomo !== undefined) await measureLocomo(values.locomo)
else await measureTime(Number(values.messages ?? 100_000))

interface Answered extends LocomoQuestion {
  /** The share of its evidence that is among the first so many. */
  readonly shares: readonly number[]
  readonly elapsed: number
}

async function measureLocomo(folder: string): Promise<void> {
  const answered: Answered[] = []
  for (const file of await readLocomo(folder)) {
    const [ofFile = []] = await inNewStore((store) => askAll(store, file))
    console.error(`${file.name}: ${ofFile.length} questions, ${mean(ofFile, 1)} at 10`)
    answered.push(...ofFile)
  }
  const times = answered.map(({ elapsed }) => elapsed)
  report('recall', {
    questions: answered.length,
    ...Object.fromEntries(depths.map((depth, index) => [`recallAt${depth}`, mean(answered, index)])),
    ...Object.fromEntries(
      [1, 2, 3, 4].map((category) => [
        `recallAt10Category${category}`,
        mean(
          answered.filter((question) => question.category === category),
          1,
        ),
      ]),
    ),
    p50Ms: rounded(percentile(times, 0.5)),
    p95Ms: rounded(percentile(times, 0.95)),
  })
}

async function askAll(store: OpenDatabase, { sessions, questions }: LocomoFile): Promise<Answered[]> {
  const stored = new Map<string, string>()
  for (const [index, session] of sessions.entries()) {
    const conversationId = randomUUID()
    for (const { id, role, content, at } of session) {
      const messageId = randomUUID()
      stored.set(messageId, id)
      const message = {
        id: messageId,
        conversationId,
        role,
        content,
        messageType: 'text',
        metadata: null,
      } as const
      await saveMessage(store.db, {
        message: { ...message, now: at },
        title: `Session ${index + 1}`,
        model: 'none',
        numCtx: 8_192,
      })
    }
  }
  await store.search.ready()
  const meaningOf = values.meaning ? await byMeaning(store) : () => Promise.resolve(null)
  const answered: Answered[] = []
  for (const question of questions) {
    const started = performance.now()
    const query = { text: question.text, limit: 50 }
    const found = await store.search.related(query, undefined, await meaningOf(question.text))
    const elapsed = performance.now() - started
    const ids = found.map(({ id }) => stored.get(id))
    const places = question.evidence.map((id) => ids.indexOf(id))
    const shares = depths.map(
      (depth) => places.filter((place) => place >= 0 && place < depth).length / places.length,
    )
    if (values.misses)
      for (const [index, place] of places.entries())
        if (place < 0 || place >= 10)
          console.log(`${question.category} ${question.text} ${question.evidence[index]} ${place}`)
    answered.push({ ...question, shares, elapsed })
  }
  return answered
}

/** Gives every text its vector, and tells what a question means. */
async function byMeaning(store: OpenDatabase): Promise<(question: string) => Promise<Meaning>> {
  const server = openOllama({ host: process.env['OLLAMA_HOST'] })
  const model = embeddingModel(await server.models())
  const { meanings } = store.search
  if (!model || !meanings) throw new Error('There is no embedding model.')
  await fillMeanings({ server, meanings, log: silentLog }, model, new AbortController().signal)
  const { question: instruction } = instructionsFor(model.name)
  return async (question) => {
    const [vector] = await server.embed({ model: model.name, texts: [instruction + question] })
    if (!vector) return null
    return { model: { name: model.name, digest: model.digest, dimensions: vector.length }, vector }
  }
}

function mean(answered: readonly Answered[], depth: number): number {
  const sum = answered.reduce((total, { shares }) => total + (shares[depth] ?? 0), 0)
  return rounded(sum / Math.max(1, answered.length), 4)
}

/**
 * All that recall adds to an answer. Messages of six words each that say something: the hundred commonest are left out, as
 * those of a language say nothing. Every second one points back.
 */
async function measureTime(count: number): Promise<void> {
  const fillAll = async (store: OpenDatabase): Promise<void> => {
    await fill(store, count)
    await fillFacts(store)
    await store.search.ready()
    await leaveAlone()
  }
  await inNewStore(fillAll, async (store) => {
    const recall = createRecall({
      ...store,
      events: createEventHub(silentLog),
      clock: systemClock,
      log: silentLog,
      wanted: () => Promise.resolve(true),
      count: estimateTokens,
    })
    const random = createRandom(11)
    const times: Record<'back' | 'other', number[]> = { back: [], other: [] }
    for (let round = -50; round < 400; round += 1) {
      const kind = round % 2 === 0 ? 'back' : 'other'
      const words = Array.from({ length: 6 }, () => word(Math.floor(100 * 200 ** random.fraction())))
      const text = `${kind === 'back' ? 'What did we say about' : 'Compare'} ${words.join(' ')}?`
      const query = {
        conversationId: randomUUID(),
        text,
        recent: [],
        shown: new Set<string>(),
        tokens: 2_000,
      }
      const started = performance.now()
      const { facts } = await recall.for(query, AbortSignal.timeout(60_000))
      if (facts === '') throw new Error('Nothing was recalled.')
      if (round >= 0) times[kind].push(performance.now() - started)
    }
    await recall.close()
    report('recall.time', {
      messages: count,
      facts: factCount,
      p50Ms: rounded(percentile(times.other, 0.5)),
      p95Ms: rounded(percentile(times.other, 0.95)),
      backP50Ms: rounded(percentile(times.back, 0.5)),
      backP95Ms: rounded(percentile(times.back, 0.95)),
    })
  })
}

async function fillFacts({ db }: OpenDatabase): Promise<void> {
  const random = createRandom(12)
  const facts = Array.from({ length: factCount }, (_, index) => ({
    key: `fact_${index}`,
    value: Array.from({ length: 8 }, () => word(Math.floor(100 * 200 ** random.fraction()))).join(' '),
  }))
  await db.execute(sql`
    insert into conversation_context (conversation_id, context_type, context_key, context_value)
    select (select id from conversation order by id limit 1), 'project', key, to_jsonb(value)
    from json_to_recordset(${JSON.stringify(facts)}::json) as r(key text, value text)`)
}

async function fill(store: OpenDatabase, count: number): Promise<void> {
  const ids = Array.from({ length: Math.ceil(count / 100) }, () => randomUUID())
  await store.db.execute(sql`
    insert into conversation (id, title, model, num_ctx)
    select value::uuid, 'A title', 'none', 8192 from json_array_elements_text(${JSON.stringify(ids)}::json)`)
  const messages = corpus(count).map(({ conversation, role, content }, index) => ({
    conversation: ids[conversation],
    role,
    content,
    ago: count - index,
  }))
  for (let from = 0; from < count; from += 5_000)
    await store.db.execute(sql`
      insert into message (conversation_id, role, content, created_at)
      select conversation, role, content, now() - ago * interval '10 minutes'
      from json_to_recordset(${JSON.stringify(messages.slice(from, from + 5_000))}::json)
        as r(conversation uuid, role text, content text, ago int)`)
}

/** One after the other in the same store, which is opened anew for each. */
async function inNewStore<T>(...works: readonly ((store: OpenDatabase) => Promise<T>)[]): Promise<T[]> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'hearth-bench-recall-'))
  const results: T[] = []
  try {
    for (const work of works) {
      const store = await openDatabase({ dataFolder, log: silentLog })
      try {
        results.push(await work(store))
      } finally {
        await store.close()
      }
    }
    return results
  } finally {
    await rm(dataFolder, { recursive: true, force: true })
  }
}
