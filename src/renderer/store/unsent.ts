import type { ErrorReport } from '../../shared/errors.ts'
import { messageLimit } from '../../shared/limits.ts'
import { utf8Length } from '../../shared/text.ts'
import type { Translate } from '../../shared/words/language.ts'
import type { Drafts } from './drafts.ts'
import { announce, changeChat, type Room } from './room.ts'

/** What becomes of a message that is not sent: nothing that was typed is ever lost. */
export interface Unsent {
  /** Says in the composer why its text stays there. */
  refuse(chatId: string, error: ErrorReport): void
  /** Puts the text into the composer again, before whatever was typed since. */
  giveBack(chatId: string, text: string, error: ErrorReport): void
}

export function createUnsent(room: Room, drafts: Drafts): Unsent {
  function refuse(chatId: string, error: ErrorReport): void {
    changeChat(room, chatId, ({ composer }) => ({ composer: { ...composer, refused: error } }))
    announce(room, room.t('notices:turns.notSentWhy', { message: error.message }))
  }

  return {
    refuse,
    giveBack(chatId, text, error) {
      const { chat } = room.get()
      const typed = chat.id === chatId ? drafts.read(chat) : ''
      drafts.put(chatId, typed.trim() === '' || typed === text ? text : `${text}\n\n${typed}`)
      if (chat.id === chatId) refuse(chatId, error)
      else room.notify({ kind: 'error', title: room.t('notices:turns.notSent'), text: error.message })
    },
  }
}

/** Why a text is too long to be sent, or null. */
export function tooLong(text: string, t: Translate): ErrorReport | null {
  // A UTF-16 unit has three bytes at most: most texts need not be counted.
  const bytes = text.length * 3 > messageLimit ? utf8Length(text) : 0
  if (bytes <= messageLimit) return null
  return { code: 'message_too_long', message: t('notices:turns.tooLong', { bytes, limit: messageLimit }) }
}
