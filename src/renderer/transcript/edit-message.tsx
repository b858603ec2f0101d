import {
  use,
  useEffect,
  useId,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react'
import { useWords } from '../use-words.ts'
import { EditsContext } from './edits-context.ts'

export interface EditMessageProps {
  readonly messageId: string
  readonly text: string
  onSend(text: string): void
  onCancel(): void
}

/** A message of the person, being changed where it stands. */
export function EditMessage({ messageId, text, onSend, onCancel }: EditMessageProps): ReactNode {
  const t = useWords()
  const edits = use(EditsContext)
  const [draft, setDraft] = useState(() => edits?.get(messageId) ?? text)
  const field = useRef<HTMLTextAreaElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const hint = useId()
  const empty = draft.trim() === ''

  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true })
    const end = field.current?.value.length ?? 0
    field.current?.setSelectionRange(end, end)
  }, [])
  useIntoView(form)

  const change = (changed: string): void => {
    setDraft(changed)
    edits?.set(messageId, changed)
  }
  const cancel = (): void => {
    edits?.delete(messageId)
    onCancel()
  }
  const send = (): void => {
    if (empty) return
    edits?.delete(messageId)
    onSend(draft)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      cancel()
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault()
      send()
    }
  }
  return (
    <form
      ref={form}
      className="edit"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
    >
      <textarea
        ref={field}
        value={draft}
        dir="auto"
        aria-label={t('transcript:editMessage')}
        aria-describedby={hint}
        onChange={(event) => change(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="edit-foot">
        <p id={hint}>{t('transcript:replaces')}</p>
        <button type="button" className="button" onClick={cancel}>
          {t('transcript:cancel')}
        </button>
        <button type="submit" className="button button-main" disabled={empty}>
          {t('transcript:send')}
        </button>
      </div>
    </form>
  )
}

/** It is larger than the message was, and what follows the end of the conversation would push it out of sight. */
function useIntoView(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    let frame = 0
    // The list measures it first, and goes to its end.
    let framesLeft = 3
    const wait = (): void => {
      framesLeft -= 1
      if (framesLeft > 0) frame = requestAnimationFrame(wait)
      else element.current?.scrollIntoView({ block: 'nearest' })
    }
    wait()
    return () => cancelAnimationFrame(frame)
  }, [element])
}
