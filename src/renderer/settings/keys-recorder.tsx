import { useState, type KeyboardEvent, type ReactNode } from 'react'
import { useWords } from '../use-words.ts'
import { keysInWords, readKeys } from './accelerator.ts'
import { rowIds, useRow } from './row.tsx'

export interface KeysRecorderProps {
  readonly keys: string
  readonly disabled?: boolean
  onRecord(keys: string): void
}

/** A shortcut that is recorded by pressing it. */
export function KeysRecorder({ keys, disabled = false, onRecord }: KeysRecorderProps): ReactNode {
  const t = useWords()
  const ids = rowIds(useRow())
  const [isRecording, setRecording] = useState(false)
  const [hint, setHint] = useState<'cancel' | 'incomplete'>('cancel')

  function onKeyDown(event: KeyboardEvent): void {
    if (!isRecording) return
    // Tab leaves, as everywhere.
    if (event.key === 'Tab' && !event.ctrlKey && !event.altKey && !event.metaKey) return
    event.preventDefault()
    event.stopPropagation()
    if (event.key === 'Escape') return setRecording(false)
    const pressed = readKeys(event.nativeEvent)
    if (pressed.kind === 'incomplete') setHint('incomplete')
    if (pressed.kind !== 'keys') return
    setRecording(false)
    // Also the ones it has: pressed again they are tried again.
    onRecord(pressed.keys)
  }

  return (
    <div className="flex flex-col items-start gap-1">
      <button
        type="button"
        disabled={disabled}
        aria-label={
          isRecording
            ? t('settings:rows.quickPromptKeys.press')
            : t('settings:rows.quickPromptKeys.record', { keys: keysInWords(keys, t) })
        }
        aria-describedby={ids.about}
        aria-pressed={isRecording}
        onClick={() => {
          setHint('cancel')
          setRecording(true)
        }}
        onKeyDown={onKeyDown}
        onBlur={() => setRecording(false)}
        className={`h-9 min-w-44 rounded-md border px-3 text-sm font-medium shadow-raised transition-colors duration-100 disabled:opacity-50 ${
          isRecording ? 'border-ember bg-ember-soft text-ink' : 'border-line-strong bg-raised hover:bg-hover'
        }`}
      >
        {isRecording ? t('settings:rows.quickPromptKeys.press') : keysInWords(keys, t)}
      </button>
      <span aria-live="polite" className="text-xs text-ink-2 empty:hidden">
        {isRecording && t(`settings:rows.quickPromptKeys.${hint}`)}
      </span>
    </div>
  )
}
