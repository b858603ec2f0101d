import type { Role } from '../../shared/message.ts'
import type { Database } from '../database/database.ts'
import { recentText, type RecentMessage } from '../database/queries/messages.ts'
import type { EventHub } from '../event-hub.ts'

/** Of an earlier message no more than this, in characters, can be of use in a prompt. */
const historyLength = 64_000
/** Characters that are told of a plan, or of what came of one. */
const noteLength = 2_000
const most = { conversations: 4, messages: 200 }

export interface Said {
  readonly id: string
  readonly role: Role
  readonly content: string
  /** Nobody said it: it tells of a plan, or of what came of one. */
  readonly note?: {
    /** It holds words of others, such as names of files. */
    readonly data: boolean
    /** Where what the model read then comes from. */
    readonly sources: readonly string[]
    /** Names of the actions that were proposed. */
    readonly actions?: readonly string[]
  }
}

/**
 * What was said lately in the conversations that are talked in now, kept in memory: reading it anew would be half of
 * what a person waits for before the model is asked.
 */
export interface History {
  /** Oldest first. Read from the database the first time. */
  of(conversationId: string): Promise<readonly Said[]>
  /** Something was said and is saved. */
  add(conversationId: string, said: Said): void
  /** Something was changed or taken out. */
  forget(conversationId: string): void
  /** Anything may have been changed. */
  forgetAll(): void
}

export function createHistory(db: Database): History {
  const known = new Map<string, Promise<readonly Said[]>>()

  function keep(conversationId: string, said: Promise<readonly Said[]>): void {
    known.delete(conversationId)
    known.set(conversationId, said)
    const [oldest] = known.keys()
    if (known.size > most.conversations && oldest !== undefined) known.delete(oldest)
    said.catch(() => known.get(conversationId) === said && known.delete(conversationId))
  }

  return {
    of(conversationId) {
      const found = known.get(conversationId) ?? recentlySaid(db, conversationId)
      keep(conversationId, found)
      return found
    },
    add(conversationId, { id, role, content }) {
      const before = known.get(conversationId)
      if (!before) return
      const added = { id, role, content: content.slice(0, historyLength) }
      const others = before.then((said) => said.filter((earlier) => earlier.id !== id))
      keep(
        conversationId,
        others.then((said) => [...said, added].slice(-most.messages)),
      )
    },
    forget(conversationId) {
      known.delete(conversationId)
    },
    forgetAll: () => known.clear(),
  }
}

/** What was said lately, with what was proposed and done in short, oldest first. */
export async function recentlySaid(db: Database, conversationId: string): Promise<readonly Said[]> {
  return (await recentText(db, conversationId, historyLength)).map(toSaid)
}

/** All that was said after a message, or from the beginning on (null); oldest first. */
export async function saidSince(
  db: Database,
  conversationId: string,
  after: string | null,
): Promise<readonly Said[]> {
  const pages: RecentMessage[][] = []
  for (;;) {
    const page = await recentText(db, conversationId, historyLength, pages.at(-1)?.[0])
    const at = page.findIndex(({ id }) => id === after)
    pages.push(page.slice(at + 1))
    if (at !== -1 || page.length === 0) return pages.toReversed().flat().map(toSaid)
  }
}

/** Plans and runs change what they were; whoever asks next reads it anew. Returns what stops it. */
export function forgetWhatChanges(history: History, events: EventHub): () => void {
  return events.listen((event) => {
    if (event.type === 'message.saved' && event.message.messageType !== 'text')
      history.forget(event.message.conversationId)
  })
}

const answers: Readonly<Record<string, string>> = {
  pending: 'They have not answered yet.',
  approved: 'They said yes.',
  cancelled: 'They said no: it was not done.',
  expired: 'They did not answer in time: it was not done.',
}

function toSaid({ id, role, content, messageType, status, sources, actions }: RecentMessage): Said {
  switch (messageType) {
    case 'text':
      return { id, role, content }
    case 'agent_request': {
      const told = `(I proposed to the person: ${content.slice(0, noteLength)}\n${answers[status ?? ''] ?? ''})`
      return {
        id,
        role: 'assistant',
        content: told,
        note: { data: false, sources: [], actions: actions ?? [] },
      }
    }
    case 'agent_result': {
      const told = `${status}: ${content.slice(0, noteLength)}`
      return { id, role: 'assistant', content: told, note: { data: true, sources: sources ?? [] } }
    }
  }
}
