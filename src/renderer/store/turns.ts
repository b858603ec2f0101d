import { AppError, reportError, type ErrorReport } from '../../shared/errors.ts'
import { errorText } from '../../shared/words/error-text.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { TextMessage } from '../../shared/message.ts'
import type { TurnEnd } from '../../shared/turn.ts'
import type { Drafts } from './drafts.ts'
import { modelFor } from './models.ts'
import type { Ollama } from './ollama.ts'
import { announce, changeChat, type Room } from './room.ts'
import { isAnswering, type Chat } from './state.ts'
import { createStop } from './stop.ts'
import { createUnsent, tooLong } from './unsent.ts'

/** Asking and answering in the open chat. */
export interface Turns {
  /** Sends what is typed, or puts it in the place of the message that is being edited. */
  send(text: string): Promise<void>
  edit(messageId: string, text: string): Promise<void>
  regenerate(messageId: string): Promise<void>
  /** Also before the turn has begun. */
  stop(): void
  /** After the chat has heard it. */
  hear(event: HearthEvent): void
}

interface TurnsOptions {
  readonly room: Room
  readonly drafts: Drafts
  readonly ollama: Pick<Ollama, 'reasonNotToAsk'>
  /** Where an old stretch is shown, goes to the end: what is asked is answered there. */
  readonly toNewest: () => Promise<void>
}

export function createTurns({ room, drafts, ollama, toNewest }: TurnsOptions): Turns {
  const { ask, get, newId, notify, t } = room
  const { refuse, giveBack } = createUnsent(room, drafts)
  const stop = createStop(room)
  let looking = false

  /** Shows that a turn is about to begin, and has main begin it. Throws what main refused it with. */
  async function begin(id: string, turnId: string, start: () => Promise<unknown>): Promise<void> {
    changeChat(room, id, ({ composer }) => ({ starting: turnId, composer: { ...composer, refused: null } }))
    try {
      await start()
    } finally {
      changeChat(room, id, ({ starting }) => ({ starting: starting === turnId ? null : starting }))
    }
  }

  async function sendNew(text: string): Promise<void> {
    const { chat } = get()
    const { id, conversation } = chat
    const model = conversation?.model ? null : modelFor(get())
    const more = { ...(model === null ? {} : { model }), ...temporarily(chat) }
    const turnId = newId()
    drafts.spend(id)
    changeChat(room, id, ({ messages, loading }) => ({
      messages: [...messages, ownMessage(id, turnId, text, room.now())],
      loading: loading.state === 'new' ? { state: 'ready' } : loading,
    }))
    try {
      await begin(id, turnId, () => ask('turn.start', { turnId, conversationId: id, text, ...more }))
    } catch (error) {
      changeChat(room, id, (now) => ({
        messages: now.messages.filter((message) => message.id !== turnId),
        loading: now.conversation ? now.loading : { state: 'new' },
      }))
      giveBack(id, text, reportError(error))
    }
  }

  async function edit(messageId: string, text: string): Promise<void> {
    const { chat } = get()
    try {
      if (isAnswering(chat)) throw new AppError('turn_running', t('notices:turns.stillAnswering'))
      const reason = await reasonNotToSend(text)
      if (reason) throw new AppError(reason.code, reason.message)
      const turnId = newId()
      await toNewest()
      await begin(chat.id, turnId, () => ask('turn.edit', { turnId, messageId, text }))
    } catch (error) {
      giveBack(chat.id, text, reportError(error))
      changeChat(room, chat.id, ({ composer, messages }) => ({
        composer: { ...composer, editing: messages.some(({ id }) => id === messageId) ? messageId : null },
      }))
    }
  }

  async function reasonNotToSend(text: string): Promise<ErrorReport | null> {
    const long = tooLong(text, t)
    if (long) return long
    const reason = await ollama.reasonNotToAsk()
    return reason && (await ask('turn.needsModel', { text })) ? reason : null
  }

  return {
    async send(text) {
      const { chat } = get()
      const { editing } = chat.composer
      if (looking || text.trim() === '' || isAnswering(chat)) return
      looking = true
      const reason = await reasonNotToSend(text).finally(() => {
        looking = false
      })
      if (get().chat.id !== chat.id) return
      if (reason) return refuse(chat.id, reason)
      await toNewest()
      if (editing === null) return sendNew(text)
      changeChat(room, chat.id, ({ composer }) => ({ composer: { ...composer, editing: null } }))
      drafts.put(chat.id, '')
      await edit(editing, text)
    },
    edit,
    async regenerate(messageId) {
      const { chat } = get()
      if (isAnswering(chat)) return
      const turnId = newId()
      try {
        await begin(chat.id, turnId, () => ask('turn.regenerate', { turnId, messageId }))
      } catch (error) {
        notify({ kind: 'error', title: t('notices:turns.notBegun'), text: reportError(error).message })
      }
    },
    stop: stop.now,
    hear(event) {
      stop.hear(event)
      if (event.type === 'turn.ended') tellEnd(room, event.end)
    },
  }
}

function temporarily({ conversation, temporary }: Chat): { temporary?: true } {
  return temporary && !conversation ? { temporary } : {}
}

/** What the person wrote, shown before it is saved. Its id is the turn's until the saved message takes its place. */
function ownMessage(conversationId: string, turnId: string, content: string, now: Date): TextMessage {
  return {
    id: turnId,
    conversationId,
    role: 'user',
    content,
    messageType: 'text',
    metadata: { turnId },
    createdAt: now.toISOString(),
  }
}

function tellEnd(room: Room, { conversationId, answer, request, ...end }: TurnEnd): void {
  const { get, t } = room
  const error = end.error && { message: errorText(t, end.error) }
  const { chat } = get()
  if (conversationId !== chat.id) return
  announce(
    room,
    error
      ? t('notices:turns.failedWith', { message: error.message })
      : request
        ? t('notices:turns.planWaits')
        : t(`notices:turns.endings.${answer.metadata?.status ?? 'complete'}`),
  )
  // A new answer that never came has given its place back to the old one: nothing else on the page would say why.
  if (error && chat.removed.includes(answer.id))
    room.notify({ kind: 'error', title: t('notices:turns.noneCame'), text: error.message })
}
