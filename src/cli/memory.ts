import type { Assistant } from '../core/assistant.ts'
import type { ContextStatus, ContextType, Forgetting, RememberedFact } from '../shared/context.ts'
import { AppError, findAppError } from '../shared/errors.ts'
import { heldCopies } from '../shared/held-copies.ts'
import { findPerson } from './ask-person.ts'
import { confirm } from './confirm.ts'
import { findConversation } from './conversation-id.ts'
import { checkStart, onlyOne } from './id-start.ts'
import type { Session } from './session.ts'
import { columns, fit, oneLine, when } from './text.ts'
import { UsageError } from './usage-error.ts'

export interface FactFilters {
  readonly search?: string
  readonly type?: ContextType
  readonly status?: ContextStatus
  /** An id or its beginning. */
  readonly conversation?: string
}

const pageSize = 500

/** Prints what is remembered, pinned first, then what was changed last: a line each, or with `--json` one array. */
export async function listMemory(
  assistant: Assistant,
  session: Session,
  filters: FactFilters,
): Promise<number> {
  const { output, ending, options } = session
  const { search: text, type, status, conversation } = filters
  const query = {
    text,
    types: type && [type],
    statuses: status && [status],
    conversationId:
      conversation === undefined ? undefined : (await findConversation(assistant, conversation)).id,
  }
  let count = 0
  if (options.json) output.result('[')
  for await (const fact of everyFact(assistant, query)) {
    if (ending.signal.aborted) return 1
    if (options.json) output.result(`${count > 0 ? ',\n' : ''}${JSON.stringify(fact)}`)
    else output.result(line(fact, session))
    await output.taken()
    count += 1
  }
  if (options.json) output.result(']\n')
  else if (count === 0) output.note(nothing(filters))
  return 0
}

const nothing = (filters: FactFilters): string =>
  Object.values(filters).some((filter) => filter !== undefined)
    ? 'Nothing like that is remembered.'
    : 'Nothing is remembered yet.'

async function* everyFact(
  assistant: Assistant,
  query: Parameters<Assistant['memory']['list']>[0] = {},
): AsyncGenerator<RememberedFact> {
  for (let offset = 0; ; offset += pageSize) {
    const { facts, hasMore } = await assistant.memory.list({ ...query, limit: pageSize, offset })
    yield* facts
    if (!hasMore) return
  }
}

function line(fact: RememberedFact, { output }: Session): string {
  const { id, type, status, pinned, updatedAt } = fact
  const marks = [type, status === 'kept' ? '' : status, pinned ? 'pinned' : ''].filter(Boolean).join(', ')
  // A terminal gets what fits, a pipe everything.
  if (output.width === null) return `${id}  ${when(updatedAt)}  ${marks}  ${said(fact)}\n`
  const before = `${id.slice(0, 8)}  ${when(updatedAt)}  ${marks}  `
  return `${output.faint(before)}${fit(said(fact), Math.max(20, output.width - columns(before)))}\n`
}

function said({ key, value }: RememberedFact): string {
  return `${key}: ${oneLine(typeof value === 'string' ? value : JSON.stringify(value))}`
}

/** Prints a fact with where it comes from and what it said before. */
export async function showFact(assistant: Assistant, session: Session, given: string): Promise<number> {
  const { output, options } = session
  const fact = await findFact(assistant, given)
  if (options.json) {
    output.result(`${JSON.stringify(fact)}\n`)
    return 0
  }
  const { id, type, status, origin, confidence, evidence, conversationTitle, usedAt, useCount, history } =
    fact
  const sure = confidence === null ? '' : `, ${Math.round(confidence * 100)} % sure`
  const rows = [
    output.strong(said(fact)),
    `${id} · ${type} · ${status}${fact.pinned ? ' · pinned' : ''}`,
    `${origin}${sure} in “${oneLine(conversationTitle)}”, ${when(fact.createdAt)}, last changed ${when(fact.updatedAt)}`,
    evidence === null ? [] : `rests on: ${oneLine(evidence)}`,
    usedAt === null ? 'not used for an answer yet' : `used for ${useCount} answers, last ${when(usedAt)}`,
    history.map(({ value, until }) => `until ${when(until)}: ${oneLine(JSON.stringify(value))}`),
  ]
  output.result(`${rows.flat().join('\n')}\n`)
  return 0
}

/** What a person changes of one. */
export async function changeFact(
  assistant: Assistant,
  session: Session,
  given: string,
  change: Omit<Parameters<Assistant['memory']['change']>[0], 'id'>,
): Promise<number> {
  const { output, options } = session
  if (Object.values(change).every((one) => one === undefined))
    throw new UsageError('Say what is to be changed: --value, --json-value, --key or --type.')
  const { id } = await findFact(assistant, given)
  const fact = await assistant.memory.change({ id, ...change })
  if (options.json) output.result(`${JSON.stringify(fact)}\n`)
  else output.note(`${said(fact)} (${fact.status}${fact.pinned ? ', pinned' : ''}).`)
  return 0
}

/** Takes away what was proposed: it is not proposed again from the same words. */
export async function rejectFacts(
  assistant: Assistant,
  { output, options }: Session,
  given: readonly string[],
): Promise<number> {
  const facts = await Promise.all(given.map((one) => findFact(assistant, one)))
  const count = await assistant.memory.reject(facts.map(({ id }) => id))
  if (options.json) output.result(`${JSON.stringify({ rejected: count })}\n`)
  else output.note(`Rejected ${amount(count)}.`)
  return 0
}

export interface ForgetOptions extends Omit<FactFilters, 'status'> {
  readonly all?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/**
 * Forgets for good what it shows, after a question where somebody can answer it. Where it is something else by the time of
 * the yes, that is shown and asked for in its turn; without anybody to ask it throws `changed`.
 */
export async function forgetFacts(
  assistant: Assistant,
  session: Session,
  ids: readonly string[],
  options: ForgetOptions,
): Promise<number> {
  const { output, options: global } = session
  const what = await whatIsMeant(assistant, ids, options)
  const would = await assistant.memory.forget(what, { dryRun: true })
  if (!global.json) {
    for (const fact of would.facts) output.result(line(fact, session))
    const more = would.count - would.facts.length
    if (more > 0) output.result(`and ${amount(more)} more\n`)
  }
  if (options.dryRun === true) {
    if (global.json) output.result(`${JSON.stringify(would)}\n`)
    else output.note(`${amount(would.count)} would be forgotten.`)
    return 0
  }
  if (would.count === 0) {
    if (global.json) output.result(`${JSON.stringify(would)}\n`)
    else output.note('Nothing like that is remembered.')
    return 1
  }
  if (options.yes !== true && !(await confirm(session, `Forget ${amount(would.count)} for good?`))) {
    output.note('Nothing was forgotten.')
    return 1
  }
  const forgotten = await assistant.memory.forget(what, { shown: would.digest }).catch((error: unknown) => {
    const expected = findAppError(error)
    const isAsked = options.yes !== true && findPerson(session) !== null
    if (!isAsked || expected?.code !== 'changed') throw error
    output.note(expected.message)
    return null
  })
  if (forgotten === null) return forgetFacts(assistant, session, ids, options)
  if (global.json) output.result(`${JSON.stringify(forgotten)}\n`)
  else {
    const stays = 'What was said stays in its conversation.'
    output.note([`Forgot ${amount(forgotten.count)}.`, stays, heldCopies(forgotten) ?? []].flat().join(' '))
  }
  return 0
}

async function whatIsMeant(
  assistant: Assistant,
  ids: readonly string[],
  { type, conversation, search, all }: ForgetOptions,
): Promise<Forgetting> {
  const ways = [ids.length > 0, type, conversation, search, all].filter(Boolean).length
  if (ways !== 1)
    throw new UsageError(
      'Say what is to be forgotten in one way: ids, --type, --conversation, --search or --all.',
    )
  if (type) return { kind: 'type', type }
  if (search) return { kind: 'search', text: search }
  if (all) return { kind: 'all' }
  if (conversation)
    return { kind: 'conversation', conversationId: (await findConversation(assistant, conversation)).id }
  const facts = await Promise.all(ids.map((id) => findFact(assistant, id)))
  return { kind: 'ids', ids: facts.map(({ id }) => id) }
}

/** The fact with this id, or the only one whose id begins so. Throws `not_found` or a UsageError. */
async function findFact(assistant: Assistant, given: string): Promise<RememberedFact> {
  const start = checkStart(given, 'a fact')
  const found: RememberedFact[] = []
  for await (const fact of everyFact(assistant)) if (fact.id.startsWith(start)) found.push(fact)
  return onlyOne(found, start, {
    none: new AppError('not_found', `Nothing is remembered under the id ${start}.`),
    many: 'facts',
    title: said,
  })
}

function amount(count: number): string {
  return count === 1 ? '1 fact' : `${count} facts`
}
