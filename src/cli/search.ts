import type { Assistant } from '../core/assistant.ts'
import { messageTypes, roles } from '../shared/message.ts'
import type { SearchHit, SearchQuery } from '../shared/search.ts'
import { findConversation } from './conversation-id.ts'
import type { Session } from './session.ts'
import { oneLine, shortId, when } from './text.ts'
import { readTimeRange } from './time-range.ts'
import { UsageError } from './usage-error.ts'

/** As they are typed. */
export interface SearchOptions {
  readonly role?: string
  readonly type?: string
  readonly conversation?: string
  readonly after?: string
  readonly before?: string
  readonly limit?: string
}

const types = [...messageTypes, 'context'] as const
const usual = 20
const most = 200

/** Prints what is found, the best first: where it stands and the piece around it; with `--json` the page as it is. */
export async function searchEverything(
  assistant: Assistant,
  session: Session,
  words: readonly string[],
  options: SearchOptions,
): Promise<number> {
  const { output, ending } = session
  const query = await readQuery(assistant, words, options)
  const page = await assistant.search(query, ending.signal)
  if (session.options.json) {
    output.result(`${JSON.stringify(page)}\n`)
    return 0
  }
  for (const { typed, meant } of page.corrections)
    output.note(`There is no “${typed}”; looked for “${meant}” too.`)
  for (const hit of page.hits) output.result(lines(hit, session))
  if (page.hits.length === 0) output.note('Nothing was found.')
  else if (page.hasMore) output.note('There is more: --limit shows it.')
  return 0
}

async function readQuery(
  assistant: Assistant,
  words: readonly string[],
  { role, type, conversation, limit, ...times }: SearchOptions,
): Promise<SearchQuery> {
  const text = words.join(' ')
  if (text.trim() === '') throw new UsageError('Say what to look for.')
  return {
    text,
    limit: readLimit(limit),
    ...(role !== undefined && { roles: readList('--role', role, roles) }),
    ...(type !== undefined && { types: readList('--type', type, types) }),
    ...readTimeRange(times),
    ...(conversation !== undefined && {
      conversationId: (await findConversation(assistant, conversation)).id,
    }),
  }
}

function readList<T extends string>(option: string, given: string, known: readonly T[]): T[] {
  return given.split(',').map((item) => {
    const found = known.find((name) => name === item.trim())
    if (found === undefined)
      throw new UsageError(`${option} takes ${known.join(', ')}, not “${oneLine(item)}”.`)
    return found
  })
}

function readLimit(given = String(usual)): number {
  const limit = Number(given)
  if (!Number.isInteger(limit) || limit < 1 || limit > most)
    throw new UsageError(`--limit needs a number from 1 to ${most}, not “${oneLine(given)}”.`)
  return limit
}

function lines(hit: SearchHit, { output }: Session): string {
  const who = hit.kind === 'context' ? `remembered, ${hit.contextType}` : (names[hit.messageType] ?? hit.role)
  const head = `${shortId(hit.conversationId)}  ${when(hit.createdAt)}  ${oneLine(hit.title)} (${who})`
  const snippet = hit.snippet.map(({ text, hit: found }) => (found ? output.strong(text) : text)).join('')
  return `${output.faint(head)}\n  ${output.width === null ? oneLine(snippet) : snippet.trim()}\n`
}

/** What a message is called where its role says too little. */
const names: Readonly<Record<string, string>> = {
  agent_request: 'plan',
  agent_progress: 'step',
  agent_result: 'result',
}
