import type { Conversation } from '../../shared/conversation.ts'
import { reportError } from '../../shared/errors.ts'
import type { Message } from '../../shared/message.ts'
import type { Translate } from '../../shared/words/language.ts'
import type { Hearth } from '../store/hearth.ts'

/** Copies the whole of the open conversation, also what has not been loaded yet. */
export async function copyConversation({ ask, notify, store }: Hearth, t: Translate): Promise<void> {
  const { id, conversation, messages, hasEarlier } = store.getState().chat
  if (!conversation) return
  try {
    const pages = [messages]
    let [first] = messages
    for (let more = hasEarlier; more && first;) {
      const page = await ask('conversations.earlier', { id, beforeMessageId: first.id, limit: 500 })
      pages.unshift(page.messages)
      first = page.messages[0]
      more = page.hasEarlier
    }
    await navigator.clipboard.writeText(asMarkdown(conversation, pages.flat(), t('chat:you')))
    notify({ id: 'copied', kind: 'plain', title: t('chat:copiedAsMarkdown') })
  } catch (error) {
    notify({ kind: 'error', title: t('chat:notCopied'), text: reportError(error).message })
  }
}

/** A conversation as a Markdown document: its title, then who said what. */
function asMarkdown({ title }: Conversation, messages: readonly Message[], you: string): string {
  const parts = messages
    .filter(({ messageType, role }) => messageType === 'text' && role !== 'system')
    .map(({ role, content }) => `**${role === 'user' ? you : 'Hearth'}**\n\n${content.trim()}`)
  return `${[`# ${title}`, ...parts].join('\n\n')}\n`
}
