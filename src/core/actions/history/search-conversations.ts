import { z } from 'zod'
import { defineAction, type Action } from '../action.ts'
import { count } from '../files/text.ts'
import type { SearchHit } from '../../../shared/search.ts'
import type { SpokenHistory } from '../store.ts'

const mostHits = 20

export function searchConversationsAction(history: SpokenHistory): Action {
  return defineAction({
    name: 'search_conversations',
    description: 'Finds messages of earlier conversations by their words, the best first.',
    input: z.strictObject({
      query: z.string().trim().min(1).max(500).describe('Words to look for, in any form'),
    }),
    risk: () => 'read',
    undo: 'yes',
    summarize: ({ query }) => `Look for “${query}” in your conversations.`,
    async execute({ query }) {
      const found = await history.search(query, mostHits)
      const hits = found.length < mostHits ? count(found.length, 'message') : `${mostHits} messages or more`
      return {
        summary: `Found ${hits} with “${query}”.`,
        output: found.map(describe).join('\n\n') || 'Nothing was found.',
        source: 'earlier conversations',
      }
    },
  })
}

function describe({ title, snippet, createdAt, ...hit }: SearchHit): string {
  const who = hit.kind === 'message' ? hit.role : 'remembered'
  return `In “${title}”, ${createdAt}, ${who}:\n${snippet.map(({ text }) => text).join('')}`
}
