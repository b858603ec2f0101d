import { reportError } from '../../shared/errors.ts'
import { announce, changeChat, type Room } from './room.ts'

/** What one does when the window of a conversation is full. */
export interface ContextWindow {
  /** In tokens, from the next answer on. */
  enlarge(numCtx: number): Promise<void>
  /** Lets the model sum up the beginning. */
  sumUp(): Promise<void>
  stopSummary(): void
}

export function createContextWindow(room: Room): ContextWindow {
  const { ask, get, notify } = room
  return {
    async enlarge(numCtx) {
      const { id } = get().chat
      try {
        const conversation = await ask('conversations.setWindow', { id, numCtx })
        changeChat(room, id, () => ({ conversation }))
        announce(room, `The window holds ${numCtx} tokens from the next answer on.`)
      } catch (error) {
        notify({ kind: 'error', title: 'The window stays as it is', text: reportError(error).message })
      }
    },
    async sumUp() {
      const { id, summing } = get().chat
      if (summing) return
      changeChat(room, id, () => ({ summing: true }))
      announce(room, 'The beginning is being summed up.')
      try {
        const conversation = await ask('conversations.summarize', { id })
        changeChat(room, id, () => ({ conversation }))
        announce(room, 'The beginning is summed up.')
      } catch (error) {
        const { code, message } = reportError(error)
        if (code !== 'cancelled') notify({ kind: 'error', title: 'Nothing was summed up', text: message })
      } finally {
        changeChat(room, id, () => ({ summing: false }))
      }
    },
    stopSummary() {
      ask('conversations.stopSummary', { id: get().chat.id }).catch((error: unknown) =>
        notify({ kind: 'error', title: 'It was not stopped', text: reportError(error).message }),
      )
    },
  }
}
