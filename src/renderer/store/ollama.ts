import { reportError, type ErrorReport } from '../../shared/errors.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { OllamaStatus } from '../../shared/model.ts'
import type { Translate } from '../../shared/words/language.ts'
import { errorText } from '../../shared/words/error-text.ts'
import { chatModels } from './models.ts'
import { announce, changeChat, type Room } from './room.ts'
import type { State } from './state.ts'

/** The model server and its models, as far as the window knows. */
export interface Ollama {
  /** Asks how it is, and which models there are. */
  check(): Promise<void>
  /** Models come and go outside: on a look at the picker and on return to the window. */
  loadModels(): Promise<void>
  /** Null when a question can be asked. Looks again before it says no. */
  reasonNotToAsk(): Promise<ErrorReport | null>
  /** Chooses the model of the open chat. */
  choose(model: string): Promise<void>
  hear(event: HearthEvent): void
}

export function createOllama(room: Room): Ollama {
  const { ask, get, set, notify, t } = room
  let round = 0

  function change(part: Partial<State['ollama']>): void {
    set(({ ollama, chat }) => {
      const now = { ...ollama, ...part }
      const { refused } = chat.composer
      // What stood in the way is gone: the message that was not sent for it can be.
      if (!refused || !obstacles.has(refused.code) || trouble(now, t)) return { ollama: now }
      return { ollama: now, chat: { ...chat, composer: { ...chat.composer, refused: null } } }
    })
  }

  async function loadModels(): Promise<void> {
    const mine = (round += 1)
    let result: Partial<State['ollama']>
    try {
      result = { models: await ask('models.list', undefined), modelsError: null }
    } catch (error) {
      result = { modelsError: reportError(error) }
    }
    if (mine === round) change(result)
  }

  async function check(): Promise<void> {
    change({ checking: true })
    try {
      const status = await ask('ollama.status', undefined)
      change({ status })
      if (status.state === 'running') await loadModels()
    } catch (error) {
      notify({
        id: 'ollama',
        kind: 'error',
        title: t('notices:ollama.notLooked'),
        text: reportError(error).message,
      })
    } finally {
      change({ checking: false })
    }
  }

  return {
    check,
    loadModels,
    async reasonNotToAsk() {
      if (!trouble(get().ollama, t)) return null
      await check()
      return trouble(get().ollama, t)
    },
    async choose(model) {
      const { id, conversation } = get().chat
      if (!conversation) return changeChat(room, id, () => ({ chosenModel: model }))
      changeChat(room, id, () => ({ conversation: { ...conversation, model } }))
      try {
        await ask('conversations.setModel', { id, model })
        announce(room, t('notices:ollama.answers', { model }))
      } catch (error) {
        changeChat(room, id, () => ({ conversation }))
        notify({ kind: 'error', title: t('notices:ollama.notChosen'), text: reportError(error).message })
      }
    },
    hear(event) {
      if (event.type !== 'ollama.changed') return
      const before = get().ollama.status?.state
      change({ status: event.status })
      if (event.status.state === 'running') void loadModels()
      if (before !== undefined && before !== event.status.state) announce(room, described(event.status, t))
    },
  }
}

/** Why nothing can be asked, or null while nothing is known to be wrong. */
export function trouble({ status, models }: State['ollama'], t: Translate): ErrorReport | null {
  if (status && status.state !== 'running')
    return { code: codes[status.state], message: described(status, t) }
  if (models && chatModels(models).length === 0)
    return { code: 'model_none', message: t('notices:ollama.noModel') }
  return null
}

const codes = {
  stopped: 'ollama_not_running',
  not_installed: 'ollama_not_installed',
  unusable: 'ollama_bad_address',
} as const

const obstacles: ReadonlySet<string> = new Set([...Object.values(codes), 'model_none'])

function described(status: OllamaStatus, t: Translate): string {
  return status.state === 'running'
    ? t('notices:ollama.running', { version: status.version })
    : errorText(t, { code: codes[status.state], message: status.message })
}
