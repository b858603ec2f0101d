import { z } from 'zod'
import { defineAction, type Action } from '../action.ts'
import { count } from '../files/text.ts'
import type { FoundMessage } from '../../../shared/message.ts'
import type { SpokenHistory } from '../store.ts'

const most = { hits: 20, around: 300 }

export function searchConversationsAction(history: SpokenHistory): Action {
  return defineAction({
    name: 'search_conversations',
    description: 'Finds messages of earlier conversations that hold a text.',
    input: z.strictObject({
      query: z.string().trim().min(1).max(500).describe('Plain text, in capitals or not'),
    }),
    risk: () => 'read',
    undo: 'yes',
    summarize: ({ query }) => `Look for “${query}” in your conversations.`,
    async execute({ query }) {
      const found = await history.search(query, most.hits)
      const hits = found.length < most.hits ? count(found.length, 'message') : `${most.hits} messages or more`
      return {
        summary: `Found ${hits} with “${query}”.`,
        output: found.map((message) => describe(message, query)).join('\n\n') || 'Nothing was found.',
        source: 'earlier conversations',
      }
    },
  })
}

function describe({ title, role, content, createdAt }: FoundMessage, query: string): string {
  const at = Math.max(0, content.toLowerCase().indexOf(query.toLowerCase()))
  const start = Math.max(0, at - most.around)
  const end = at + query.length + most.around
  const part = `${start > 0 ? '…' : ''}${content.slice(start, end)}${end < content.length ? '…' : ''}`
  return `In “${title}”, ${createdAt.toISOString()}, ${role}:\n${part}`
}
