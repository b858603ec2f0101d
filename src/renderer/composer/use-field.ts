import {
  useCallback,
  useLayoutEffect,
  useState,
  type FormEvent,
  type KeyboardEvent,
  type RefObject,
  type TextareaHTMLAttributes,
} from 'react'
import { useHearth } from '../hearth-context.ts'
import { isAnswering } from '../store/state.ts'
import { useLengthNotice } from './use-length-notice.ts'

/** Beyond so many characters the field keeps its height: to measure such a text costs more than a frame at each key. */
const hugeLength = 20_000

export interface Field {
  readonly props: Pick<TextareaHTMLAttributes<HTMLTextAreaElement>, 'onInput' | 'onKeyDown'>
  readonly isBlank: boolean
  readonly isHuge: boolean
  /** How near the limit the text is, or empty. */
  readonly notice: string
  send(): void
}

/**
 * The text of the composer. It lives in the element, since it may be a megabyte: what is rendered is only whether there
 * is any, and the drafts read it when it is time to save it.
 */
export function useField(ref: RefObject<HTMLTextAreaElement | null>, chatId: string): Field {
  const { store, drafts, turns, composer } = useHearth()
  const [isBlank, setBlank] = useState(true)
  const [isHuge, setHuge] = useState(false)
  const { notice, measure } = useLengthNotice(ref)

  const look = useCallback(() => {
    const text = ref.current?.value ?? ''
    setBlank(!/\S/.test(text))
    setHuge(text.length > hugeLength)
    measure()
  }, [ref, measure])

  useLayoutEffect(() => {
    const fill = (): void => {
      const field = ref.current
      const { chat } = store.getState()
      if (!field || chat.id !== chatId) return
      const text = drafts.read(chat)
      if (field.value !== text) field.value = text
      look()
      field.focus({ preventScroll: true })
      field.setSelectionRange(text.length, text.length)
    }
    fill()
    return store.subscribe(({ chat }, before) => {
      if (chat.composer.refill !== before.chat.composer.refill) fill()
    })
  }, [ref, store, drafts, chatId, look])

  function send(): void {
    void turns.send(ref.current?.value ?? '')
  }

  function onKeyDown(event: KeyboardEvent<HTMLTextAreaElement>): void {
    if (event.nativeEvent.isComposing) return
    const { chat } = store.getState()
    if (event.key === 'Enter' && !event.shiftKey && !event.altKey) {
      event.preventDefault()
      send()
    } else if (event.key === 'Escape' && chat.composer.editing !== null) {
      event.preventDefault()
      composer.cancelEdit()
    } else if (event.key === 'ArrowUp' && event.currentTarget.value === '' && !isAnswering(chat)) {
      event.preventDefault()
      composer.editLast()
    }
  }

  function onInput({ currentTarget: field }: FormEvent<HTMLTextAreaElement>): void {
    look()
    composer.dismissRefusal()
    drafts.typed(chatId, () => field.value)
  }

  return { props: { onInput, onKeyDown }, isBlank, isHuge, notice, send }
}
