import { reportError } from '../../shared/errors.ts'
import { announce, attempt, changeChat, type Room } from './room.ts'

/** What one does when the window of a conversation is full. */
export interface ContextWindow {
  /** In tokens, from the next answer on. */
  enlarge(numCtx: number): Promise<void>
  /** Lets the model sum up the beginning. */
  sumUp(): Promise<void>
  stopSummary(): void
}

export function createContextWindow(room: Room): ContextWindow {
  const { ask, get, notify, t } = room
  return {
    async enlarge(numCtx) {
      const { id } = get().chat
      try {
        const conversation = await ask('conversations.setWindow', { id, numCtx })
        changeChat(room, id, () => ({ conversation }))
        announce(room, t('notices:window', { tokens: numCtx }))
      } catch (error) {
        notify({ kind: 'error', title: t('notices:windowStays'), text: reportError(error).message })
      }
    },
    async sumUp() {
      const { id, summing } = get().chat
      if (summing) return
      changeChat(room, id, () => ({ summing: true }))
      announce(room, t('notices:summing'))
      try {
        const conversation = await ask('conversations.summarize', { id })
        changeChat(room, id, () => ({ conversation }))
        announce(room, t('notices:summedUp'))
      } catch (error) {
        const { code, message } = reportError(error)
        if (code !== 'cancelled') notify({ kind: 'error', title: t('notices:notSummedUp'), text: message })
      } finally {
        changeChat(room, id, () => ({ summing: false }))
      }
    },
    stopSummary() {
      const { id } = get().chat
      void attempt(room, t('notices:notStopped'), () => ask('conversations.stopSummary', { id }))
    },
  }
}
