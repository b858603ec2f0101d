import {
  useCallback,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
  type TextareaHTMLAttributes,
} from 'react'
import { useTranslation } from 'react-i18next'
import { useCompletion, type Completion } from '../composer/use-completion.ts'
import { useHearth } from '../hearth-context.ts'
import { isAnswering } from '../store/state.ts'
import { withQuotations } from './quoted.ts'
import type { Texts } from './use-texts.ts'

/** Where the last question outlives a page that has to load again. */
const lastKey = 'hearth.lastQuestion'

export interface QuickField {
  readonly props: Pick<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onInput' | 'onKeyDown'>
  readonly isBlank: boolean
  readonly completion: Completion
  send(): void
  /** Asks what is typed, if anything is, and opens the conversation in the main window. */
  carry(): void
}

/** The question, which lives in the element, as in the composer: the drafts read it when it is time to save it. */
export function useQuickField(ref: RefObject<HTMLTextAreaElement | null>, texts: Texts): QuickField {
  const { store, ask, chat: chats, drafts, turns, composer } = useHearth()
  const { t } = useTranslation('quick')
  const [isBlank, setBlank] = useState(true)
  const completion = useCompletion((text) => drafts.put(store.getState().chat.id, text))
  const { look: lookForCommand } = completion
  const busy = useRef(false)

  const look = useCallback(() => {
    const typed = ref.current?.value ?? ''
    setBlank(!/\S/.test(typed))
    lookForCommand(typed)
  }, [ref, lookForCommand])

  useLayoutEffect(() => {
    const fill = (): void => {
      const field = ref.current
      if (!field) return
      field.value = drafts.read(store.getState().chat)
      look()
    }
    fill()
    return store.subscribe(({ chat }, { chat: before }) => {
      if (chat.composer.refill !== before.composer.refill || chat.id !== before.id) fill()
    })
  }, [ref, store, drafts, look])

  function onInput(): void {
    const field = ref.current
    look()
    composer.dismissRefusal()
    drafts.typed(store.getState().chat.id, () => field?.value ?? '')
  }

  /** What is typed, and after it what was taken. */
  function whole(): string {
    return withQuotations(ref.current?.value ?? '', texts.taken, (from) =>
      t(from === 'clipboard' ? 'fromClipboard' : 'fromSelection'),
    )
  }

  /** True when it was asked. What was taken goes with it, and stays where it was refused. */
  async function sendNow(): Promise<boolean> {
    const typed = ref.current?.value ?? ''
    const text = whole()
    if (text === '' || busy.current || isAnswering(store.getState().chat)) return false
    busy.current = true
    try {
      await turns.send(text)
    } finally {
      busy.current = false
    }
    const { chat } = store.getState()
    if (chat.composer.refused) {
      // Given back with its quotations, which are still beside it.
      if (drafts.read(chat) === text) drafts.put(chat.id, typed)
      return false
    }
    sessionStorage.setItem(lastKey, typed)
    texts.clear()
    return true
  }

  async function carryNow(): Promise<void> {
    const mustWait = isAnswering(store.getState().chat)
    if (!mustWait && whole() !== '' && !(await sendNow())) return
    const { chat } = store.getState()
    if (!chat.conversation) return
    // What cannot be asked yet goes along; it is kept too, whatever becomes of the windows.
    const draft = mustWait ? whole() : drafts.read(chat)
    if (draft !== '') drafts.put(chat.id, draft)
    await ask('quick.carry', { conversationId: chat.id, draft })
    texts.clear()
    chats.startNew()
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    if (completion.onKey(event)) return event.preventDefault()
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      if (event.ctrlKey || event.metaKey) void carryNow()
      else void sendNow()
    } else if (event.key === 'ArrowUp' && ref.current?.value === '') {
      event.preventDefault()
      drafts.put(store.getState().chat.id, sessionStorage.getItem(lastKey) ?? '')
    }
  }

  return {
    props: { onInput, onKeyDown },
    isBlank: isBlank && texts.taken.length === 0,
    completion,
    send: () => void sendNow(),
    carry: () => void carryNow(),
  }
}
