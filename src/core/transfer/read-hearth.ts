import { createHash, type Hash } from 'node:crypto'
import { canonicalJson } from './canonical-json.ts'
import type { EntryCheck } from './check-entry.ts'
import { findDialect, type Dialect } from './dialects.ts'
import { headShape } from './document.ts'
import type { Entry } from './entry.ts'
import type { JsonSource, Spot } from './json/json-source.ts'
import { setOwn } from './json/parse-json.ts'
import type { Reading } from './read-document.ts'

/** What is read of a document while it is read. */
interface Draft {
  readonly source: JsonSource
  readonly check: EntryCheck
  readonly reading: Reading
  readonly hash: Hash
  readonly head: Record<string, unknown>
  dialect: Dialect | null
}

/** Reads a memory document of Hearth, of any version that there was. Its first sign is a brace. */
export async function* readHearth(
  source: JsonSource,
  check: EntryCheck,
  reading: Reading,
): AsyncGenerator<Entry> {
  const draft: Draft = { source, check, reading, hash: createHash('sha256'), head: {}, dialect: null }
  const seen = new Set<string>()
  for await (const { key, spot } of keysOf(source)) {
    if (seen.has(key)) throw source.error(`the key “${key}” is there twice`, spot)
    seen.add(key)
    reading.within = key
    if (key === 'conversations') yield* conversations(draft)
    else if (draft.dialect?.lists.includes(key as 'contexts')) yield* list(draft, key as 'contexts')
    else await headField(draft, key, spot)
    reading.within = ''
  }
  finish(draft, seen)
}

/** A field of the head, or the checksum at the end. */
async function headField({ source, head, dialect, reading }: Draft, key: string, spot: Spot): Promise<void> {
  const { value } = await source.value()
  setOwn(head, key, value)
  if (key === 'exportedAt' && typeof value === 'string') reading.exportedAt = value
  if (key === 'sha256' && dialect?.checksum) {
    if (typeof value !== 'string') throw source.error('the checksum is no text', spot)
    return
  }
  // Before that it is only known to be an object: the sentence should not be about the key that comes first.
  if (dialect !== null || (head['format'] !== undefined && !Object.hasOwn(headShape, key)))
    throw source.error(`there is no key “${key.slice(0, 100)}” in this version, or not in this place`, spot)
}

async function* conversations(draft: Draft): AsyncGenerator<Entry> {
  const { source, head, check, reading, hash } = draft
  const dialect = findDialect(head['format'], head['version'], reading.name)
  draft.dialect = dialect
  if (dialect.checksum) checkHead(draft)
  for await (const index of itemsOf(source)) {
    const path = `conversations[${index}]`
    const fields: Record<string, unknown> = {}
    let facts: readonly Readonly<Record<string, unknown>>[] = []
    let id: string | null = null
    reading.within = path
    const start = source.spot()
    let texts = ''
    for await (const { key, spot } of keysOf(source)) {
      if (id !== null) throw source.error(`the fields of a conversation come before its messages`, spot)
      if (Object.hasOwn(fields, key)) throw source.error(`the key “${key}” is there twice`, spot)
      if (key !== 'messages') {
        const { value, text } = await source.value()
        setOwn(fields, key, value)
        texts += text
        continue
      }
      const read = dialect.conversation(fields)
      facts = read.contexts
      const entry = reading.at(source, start, () => check.conversation(read.record, texts))
      hash.update(canonicalJson(read.record)).update('\n')
      ;({ id } = entry.record)
      yield entry
      for await (const at of itemsOf(source)) {
        reading.within = `${path}.messages[${at}]`
        const { value, text, spot: begin } = await source.value()
        const raw = reading.at(source, begin, () => dialect.message(reading.object(value)))
        const message = reading.at(source, begin, () => check.message(raw, text, entry.record.id))
        hash.update(canonicalJson(raw)).update('\n')
        yield message
      }
      reading.within = path
    }
    if (id === null) throw source.error('it has no “messages”', start)
    for (const fact of facts) yield reading.at(source, start, () => check.context(fact, texts))
  }
}

async function* list(
  { source, check, reading, hash }: Draft,
  name: 'contexts' | 'forgotten',
): AsyncGenerator<Entry> {
  for await (const index of itemsOf(source)) {
    reading.within = `${name}[${index}]`
    const { value, text, spot } = await source.value()
    const entry = reading.at(source, spot, () =>
      name === 'contexts' ? check.context(value, text) : check.forgotten(value, text),
    )
    hash.update(canonicalJson(value)).update('\n')
    yield entry
  }
}

function checkHead({ source, head, reading }: Draft): void {
  const strange = Object.keys(head).find((key) => !Object.hasOwn(headShape, key))
  if (strange !== undefined) throw source.error(`there is no key “${strange.slice(0, 100)}” in this version`)
  for (const [key, schema] of Object.entries(headShape)) {
    reading.within = key
    const { error } = schema.safeParse(head[key])
    const [issue] = error?.issues ?? []
    if (issue) throw source.error([...issue.path.map((part) => `${String(part)}: `), issue.message].join(''))
  }
}

function finish({ source, dialect, head, hash, reading }: Draft, seen: ReadonlySet<string>): void {
  // Says what it is instead of a document.
  if (dialect === null) findDialect(head['format'], head['version'], reading.name)
  const missing = ['conversations', ...(dialect?.lists ?? [])].find((name) => !seen.has(name))
  if (missing !== undefined) throw source.error(`it has no “${missing}”`)
  if (!dialect?.checksum) return
  const sha256 = head['sha256']
  reading.checked = sha256 === hash.digest('hex')
  if (reading.checked) return
  reading.checksumFailed = true
  const how = sha256 === undefined ? 'It has no checksum' : 'Its checksum does not fit its content'
  reading.warnings.push(`${how}: it was changed, or damaged, since it was exported.`)
}

/** Takes the braces of an object and the names of its keys: whoever asks takes the values. */
async function* keysOf(source: JsonSource): AsyncGenerator<{ readonly key: string; readonly spot: Spot }> {
  await source.take('{')
  if ((await source.peek()) === '}') return source.take('}')
  for (;;) {
    if ((await source.peek()) !== '"') throw source.error('a key in double quotes is missing')
    const { value, spot } = await source.value()
    await source.take(':')
    yield { key: value as string, spot }
    if ((await source.peek()) === '}') return source.take('}')
    await source.take(',')
  }
}

/** Takes the brackets of a list and its commas, and counts: whoever asks takes the items. */
export async function* itemsOf(source: JsonSource): AsyncGenerator<number> {
  await source.take('[')
  if ((await source.peek()) === ']') return source.take(']')
  for (let index = 0; ; index += 1) {
    await source.peek()
    yield index
    if ((await source.peek()) === ']') return source.take(']')
    await source.take(',')
  }
}
