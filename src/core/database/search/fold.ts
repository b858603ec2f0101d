import { sql } from 'drizzle-orm'
import { rowsOf, type Database } from '../database.ts'
import type { Match } from './match.ts'

/**
 * One thing stands in the index several times: a run as its plan, its steps and its result; a fact that was said outright
 * also as the message that said it, and as the run that kept it. Whoever searches sees it once, where the best of them is:
 * a fact as itself, else as the best of them.
 */
export async function foldMatches(db: Database, matches: readonly Match[]): Promise<Match[]> {
  const ofRuns = matches.filter(({ kind }) => kind.startsWith('agent_'))
  const hasFacts = matches.some(({ kind }) => kind === 'context')
  if (ofRuns.length === 0 && !hasFacts) return [...matches]
  const said = hasFacts ? matches.filter(({ kind }) => kind === 'text') : []
  const things = await thingsOf(db, [...ofRuns, ...said])
  const thingOf = ({ source }: Match): string => things.get(source) ?? source
  const facts = new Map(matches.flatMap((match) => (match.kind === 'context' ? [[match.source, match]] : [])))
  const seen = new Set<string>()
  return matches.flatMap((match) => {
    const thing = thingOf(match)
    if (seen.has(thing)) return []
    seen.add(thing)
    const fact = facts.get(thing)
    return [fact === undefined ? match : { ...fact, score: match.score }]
  })
}

/** Characters of a message besides the fact: who said more in it said another thing too. */
const besides = 80

/** The fact that a message was said to keep, or that a run kept; else the run. None for any other message. */
async function thingsOf(db: Database, matches: readonly Match[]): Promise<ReadonlyMap<string, string>> {
  if (matches.length === 0) return new Map()
  const ids = JSON.stringify(matches.map(({ source }) => source))
  const rows = await rowsOf<{ id: string; thing: string }>(
    db,
    sql`with asked as materialized (
        select m.id, m.message_type, m.conversation_id, m.metadata ->> 'runId' as run, length(m.content) as length
        from json_array_elements_text(${ids}::json) as asked(id)
        cross join lateral (select * from message where message.id = asked.id::uuid limit 1) as m
      )
      select a.id, coalesce(x.id::text, a.run) as thing from asked a
        join message r on r.metadata ->> 'runId' = a.run and r.message_type = 'agent_request'
          and r.message_type <> 'text' and r.conversation_id = a.conversation_id
        left join conversation_context x on x.conversation_id = r.conversation_id and x.origin = 'said'
          and r.metadata #>> '{actions,0,action}' = 'remember' and jsonb_array_length(r.metadata -> 'actions') = 1
          and x.context_value = r.metadata #> '{actions,0,arguments,text}'
        where a.message_type <> 'text'
      union all
      select a.id, x.id::text from asked a
        join conversation_context x on x.message_id = a.id and x.origin = 'said'
        where a.message_type = 'text' and a.length <= length(coalesce(x.evidence, '')) + ${besides}`,
  )
  return new Map(rows.map(({ id, thing }) => [id, thing]))
}
