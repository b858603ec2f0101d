import {
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

export interface EditMessageProps {
  readonly text: string
  onSend(text: string): void
  onCancel(): void
}

/** A message of the person, being changed where it stands. */
export function EditMessage({ text, onSend, onCancel }: EditMessageProps): ReactNode {
  const t = useWords()
  const [draft, setDraft] = useState(text)
  const field = useRef<HTMLTextAreaElement>(null)
  const form = useRef<HTMLFormElement>(null)
  const hint = useId()
  const empty = draft.trim() === ''

  useLayoutEffect(() => {
    field.current?.focus({ preventScroll: true })
    field.current?.setSelectionRange(text.length, text.length)
  }, [text])
  useIntoView(form)

  const send = (): void => {
    if (!empty) onSend(draft)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.nativeEvent.isComposing) return
    if (event.key === 'Escape') {
      event.preventDefault()
      event.stopPropagation()
      onCancel()
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
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={onKeyDown}
      />
      <div className="edit-foot">
        <p id={hint}>{t('transcript:replaces')}</p>
        <button type="button" className="button" onClick={onCancel}>
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
