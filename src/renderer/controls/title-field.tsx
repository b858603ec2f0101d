import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import { titleLimit } from '../../shared/conversation.ts'
import { useWords } from '../use-words.ts'

export interface TitleFieldProps {
  readonly title: string
  readonly className: string
  /** Only when the title has changed and is not blank. */
  onSave(title: string): void
  /** However it ends. `byKey` when the keyboard was the way out, so that the focus can go on from there. */
  onDone(byKey: boolean): void
}

/** A title while it is being changed where it stands: Enter and leaving save, Escape does not. */
export function TitleField({ title, className, onSave, onDone }: TitleFieldProps): ReactNode {
  const t = useWords()
  const field = useRef<HTMLInputElement>(null)
  const done = useRef(false)

  useEffect(() => {
    field.current?.focus()
    field.current?.select()
  }, [])

  function end(save: boolean, byKey: boolean): void {
    if (done.current) return
    done.current = true
    const wanted = field.current?.value.trim() ?? ''
    if (save && wanted !== '' && wanted !== title) onSave(wanted)
    onDone(byKey)
  }

  function onKeyDown(event: KeyboardEvent): void {
    event.stopPropagation()
    if (event.nativeEvent.isComposing || (event.key !== 'Enter' && event.key !== 'Escape')) return
    event.preventDefault()
    end(event.key === 'Enter', true)
  }

  return (
    <input
      ref={field}
      aria-label={t('chat:title')}
      dir="auto"
      defaultValue={title}
      maxLength={titleLimit}
      spellCheck={false}
      className={className}
      onKeyDown={onKeyDown}
      onBlur={() => end(true, false)}
    />
  )
}
