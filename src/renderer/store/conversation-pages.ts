import type { Conversation } from '../../shared/conversation.ts'
import { reportError } from '../../shared/errors.ts'
import type { Ask } from './ask.ts'
import { withConversation, withoutConversation, withPage } from './conversation-order.ts'
import type { ConversationList } from './state.ts'

/** A list of conversations that is read page by page while events change it. */
export interface ConversationPages {
  /** From the start. What is shown stays until the reply is there. */
  load(): Promise<void>
  /** The next page, also after one that failed. */
  more(): Promise<void>
  saved(conversation: Conversation): void
  removed(id: string): void
  /** Lets replies that are on their way come to nothing. */
  forget(): void
}

export interface ConversationPagesOptions {
  readonly ask: Ask
  /** Null while there is no such list. */
  readonly read: () => ConversationList | null
  readonly write: (list: ConversationList) => void
  readonly query: () => { search?: string }
  /** Whether a conversation belongs in the list. */
  readonly accepts: (conversation: Conversation) => boolean
}

export function createConversationPages(options: ConversationPagesOptions): ConversationPages {
  const { ask, read, write, query, accepts } = options
  /** What came by event since the last request went out: newer than its reply. */
  const heard = new Map<string, Conversation | null>()
  let round = 0

  async function fetchPage(from: 'start' | 'end'): Promise<void> {
    const mine = (round += 1)
    heard.clear()
    const last = from === 'end' ? read()?.conversations.at(-1) : undefined
    let result: Partial<ConversationList>
    try {
      const page = await ask('conversations.list', {
        ...query(),
        ...(last ? { before: { updatedAt: last.updatedAt, id: last.id } } : {}),
      })
      const known = last ? (read()?.conversations ?? []) : []
      result = { ...withPage(known, page, heard), loading: { state: 'ready' } }
    } catch (error) {
      result = { loading: { state: 'failed', error: reportError(error) } }
    }
    const list = read()
    if (mine === round && list) write({ ...list, ...result, loadingMore: false })
  }

  function change(id: string, saved: Conversation | null): void {
    heard.set(id, saved)
    const list = read()
    if (list) write(saved ? withConversation(list, saved) : withoutConversation(list, id))
  }

  return {
    load: () => fetchPage('start'),
    async more() {
      const list = read()
      if (!list || list.loadingMore || list.loading.state === 'loading') return
      if (list.loading.state === 'ready' && !list.hasMore) return
      write({ ...list, loadingMore: true })
      await fetchPage(list.conversations.length > 0 ? 'end' : 'start')
    },
    saved: (conversation) => change(conversation.id, accepts(conversation) ? conversation : null),
    removed: (id) => change(id, null),
    forget() {
      round += 1
    },
  }
}
