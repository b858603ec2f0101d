import type { RememberedFact } from '../../shared/context.ts'
import type { Message } from '../../shared/message.ts'
import type { Database } from '../database/database.ts'
import { keepingRuns, rewrite, writtenByRuns } from '../database/queries/journals.ts'
import { showValue } from './show-value.ts'

/** What stands where the words of a forgotten fact stood. */
const gone = '…'
/** A title names no more of a long text than its beginning. */
const beginning = 40
/** Runs whose messages are held at once. */
const together = 200

/**
 * Takes the words of facts out of what the runs wrote that kept them: the plan, its steps, its result, and how to take
 * them back. What the person said stays. Returns the messages as they are now. Within the transaction that deletes the
 * facts.
 */
export async function forgetInJournals(
  tx: Database,
  facts: readonly RememberedFact[],
): Promise<readonly Message[]> {
  const known = new Map<string, string[]>()
  for (const { conversationId, key, value, evidence, history } of facts) {
    const values = [value, ...history.map((earlier) => earlier.value)].map(showValue)
    const words = [...values, evidence ?? '', key].filter((text) => text !== '')
    for (const text of values)
      known.set(`${conversationId} ${text}`, [...(known.get(`${conversationId} ${text}`) ?? []), ...words])
  }
  const kept = await keepingRuns(tx, [...new Set(facts.map(({ conversationId }) => conversationId))])
  const runs = kept.flatMap(({ runId, conversationId, texts }) => {
    const words = texts.flatMap((text) => known.get(`${conversationId} ${text}`) ?? [])
    // The longest first: a shorter one may stand in it.
    return words.length === 0
      ? []
      : [{ runId, words: [...new Set(words)].toSorted((a, b) => b.length - a.length) }]
  })
  const changed: Message[] = []
  for (let at = 0; at < runs.length; at += together) {
    const some = new Map(runs.slice(at, at + together).map(({ runId, words }) => [runId, words]))
    const rewritten = (await writtenByRuns(tx, [...some.keys()])).flatMap((message) => {
      const words = message.messageType === 'text' ? undefined : some.get(message.metadata?.runId ?? '')
      if (words === undefined) return []
      const { content, metadata } = message
      const told = { content: without(content, words), metadata: inFields(metadata, words) }
      return [{ ...message, ...told } as Message]
    })
    await rewrite(tx, rewritten)
    changed.push(...rewritten)
  }
  return changed
}

/** Where a plan, a step or a result has words, and not ids, times or states. */
const fields = new Set([
  'summary',
  'title',
  'text',
  'key',
  'value',
  'evidence',
  'output',
  'message',
  'advice',
  'reason',
])

function inFields(value: unknown, words: readonly string[]): unknown {
  return mapped(value, (item, name) => (fields.has(name) ? without(item, words) : inFields(item, words)))
}

function without(value: unknown, words: readonly string[]): unknown {
  return typeof value === 'string'
    ? words.reduce(withoutText, value)
    : mapped(value, (item) => without(item, words))
}

/** The same with what is in it made to something else. */
function mapped(value: unknown, make: (item: unknown, name: string) => unknown): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => make(item, ''))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, make(item, name)]))
}

function withoutText(said: string, text: string): string {
  if (said.includes(text)) return said.replaceAll(text, () => gone)
  const at = text.length > beginning ? said.indexOf(text.slice(0, beginning)) : -1
  return at === -1 ? said : `${said.slice(0, at)}${gone}`
}
