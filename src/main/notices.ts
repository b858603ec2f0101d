import type { i18n } from 'i18next'
import type { HearthEvent } from '../shared/events.ts'
import type { RequestMessage, ResultMessage } from '../shared/message.ts'
import type { RunStatus } from '../shared/run.ts'
import { visible } from '../shared/visible.ts'
import { planText } from '../shared/words/action-text.ts'

/** What somebody is told who does not look. */
export interface Notice {
  readonly conversationId: string
  readonly title: string
  readonly body: string
}

/** As much of a text as a notification shows, in characters. */
const longestBody = 200

/** What an event is worth telling, once: that a plan needs a yes, or that a run has ended. Null for all else. */
export function createNotices(t: i18n['t']): (event: HearthEvent) => Notice | null {
  const told = new Set<string>()

  function once(message: RequestMessage | ResultMessage, title: string, text: string): Notice | null {
    // It is saved again when it is revised, or undone.
    if (told.has(message.id)) return null
    told.add(message.id)
    const line = visible(text.replaceAll(/\s+/g, ' ').trim())
    const body = line.length > longestBody ? `${line.slice(0, longestBody - 1)}…` : line
    return { conversationId: message.conversationId, title, body }
  }

  return (event) => {
    if (event.type !== 'message.saved') return null
    const { message } = event
    if (message.messageType === 'agent_request') {
      if (message.metadata?.status !== 'pending') return null
      return once(message, t('tray:needsYes'), planText(t, message.metadata))
    }
    // Whoever stopped it knows.
    if (message.messageType !== 'agent_result' || message.metadata?.stopped) return null
    const { status = 'succeeded' } = message.metadata ?? {}
    return once(message, t(endings[status]), message.content)
  }
}

const endings = {
  succeeded: 'tray:runDone',
  failed: 'tray:runFailed',
  cancelled: 'tray:runCancelled',
  interrupted: 'tray:runInterrupted',
} as const satisfies Record<RunStatus, string>
