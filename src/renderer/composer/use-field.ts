import {
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type RefObject,
  type TextareaHTMLAttributes,
} from 'react'
import { useHearth } from '../hearth-context.ts'
import { isAnswering } from '../store/state.ts'
import { messageText } from './message-text.ts'
import { useCompletion, type Completion } from './use-completion.ts'
import { useLengthNotice } from './use-length-notice.ts'
import { useWords } from '../use-words.ts'

/**
 * From so many characters on a text stands beside the field, not in it: the browser lays out all of a field again at
 * each key, which takes seconds for a megabyte.
 */
const longText = 20_000
const undoMs = 10_000

export interface Field {
  readonly props: Pick<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onInput' | 'onKeyDown'>
  readonly isBlank: boolean
  /** How long the text beside the field is, in characters; 0 when there is none. */
  readonly besideLength: number
  /** How near the limit the message is, or empty. */
  readonly notice: string
  /** Of a command that is being typed. */
  readonly completion: Completion
  /** One more text that goes with the message, after what is typed. */
  addBeside(text: string): void
  removeBeside(): void
  send(): void
}

/**
 * The message in the composer. It lives in the element and beside it, never in a state: what is rendered is only
 * whether there is any, and the drafts read it when it is time to save it.
 */
export function useField(ref: RefObject<HTMLTextAreaElement | null>, chatId: string): Field {
  const t = useWords()
  const { store, drafts, turns, composer, notify } = useHearth()
  const beside = useRef('')
  const [besideLength, setBesideLength] = useState(0)
  const [isBlank, setBlank] = useState(true)
  const whole = useCallback(() => messageText(ref.current?.value ?? '', beside.current), [ref])
  const { notice, measure } = useLengthNotice(whole)
  const completion = useCompletion((text) => drafts.put(chatId, text))
  const { look: lookForCommand } = completion

  const look = useCallback(() => {
    const typed = ref.current?.value ?? ''
    setBlank(!/\S/.test(typed) && !/\S/.test(beside.current))
    setBesideLength(beside.current.length)
    measure(typed.length + beside.current.length)
    if (beside.current === '') lookForCommand(typed)
  }, [ref, measure, lookForCommand])

  useLayoutEffect(() => {
    const fill = (): void => {
      const field = ref.current
      const { chat } = store.getState()
      if (!field || chat.id !== chatId) return
      const text = drafts.read(chat)
      const isLong = text.length > longText
      beside.current = isLong ? text : ''
      const typed = isLong ? '' : text
      if (field.value !== typed) field.value = typed
      look()
      field.focus({ preventScroll: true })
      field.setSelectionRange(typed.length, typed.length)
    }
    fill()
    return store.subscribe(({ chat }, before) => {
      if (chat.composer.refill !== before.chat.composer.refill) fill()
    })
  }, [ref, store, drafts, chatId, look])

  const changed = useCallback(() => {
    const field = ref.current
    look()
    composer.dismissRefusal()
    // The element outlives its place in the page, so that what is in it can be saved when one goes elsewhere.
    const rest = beside.current
    drafts.typed(chatId, () => messageText(field?.value ?? '', rest))
  }, [ref, look, composer, drafts, chatId])

  const addBeside = useCallback(
    (text: string) => {
      beside.current = messageText(beside.current, text)
      changed()
    },
    [changed],
  )

  useLongInput(ref, addBeside)

  function removeBeside(): void {
    const removed = beside.current
    beside.current = ''
    changed()
    ref.current?.focus()
    const undo = (): void => {
      drafts.put(chatId, messageText(drafts.read(store.getState().chat), removed))
    }
    notify({
      kind: 'plain',
      title: t('composer:removed'),
      timeoutMs: undoMs,
      action: { label: t('composer:undo'), run: undo },
    })
  }

  function send(): void {
    void turns.send(whole())
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    if (completion.onKey(event)) return event.preventDefault()
    const { chat } = store.getState()
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && chat.composer.editing !== null) {
      event.preventDefault()
      composer.cancelEdit()
    } else if (event.key === 'ArrowUp' && whole() === '' && !isAnswering(chat)) {
      event.preventDefault()
      composer.editLast()
    }
  }

  return {
    props: { onInput: changed, onKeyDown },
    isBlank,
    besideLength,
    notice,
    completion,
    addBeside,
    removeBeside,
    send,
  }
}

/** A long text that is pasted, dropped or dictated is taken before it is in the field. */
function useLongInput(ref: RefObject<HTMLTextAreaElement | null>, take: (text: string) => void): void {
  useEffect(() => {
    const field = ref.current
    const keepBeside = (event: InputEvent): void => {
      const text = event.data ?? event.dataTransfer?.getData('text/plain') ?? ''
      if (text.length <= longText) return
      event.preventDefault()
      take(text)
    }
    field?.addEventListener('beforeinput', keepBeside)
    return () => field?.removeEventListener('beforeinput', keepBeside)
  }, [ref, take])
}
