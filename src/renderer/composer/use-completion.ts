import { useCallback, useState, type KeyboardEvent } from 'react'
import { completions, type SlashCommand } from './commands.ts'

export interface Completion {
  /** The commands to choose from; none while no list is open. */
  readonly found: readonly SlashCommand[]
  /** Which of them the keys lead to. */
  readonly active: number
  /** Looks at what is typed now. */
  look(typed: string): void
  /** True when a key was meant for the list. */
  onKey(event: KeyboardEvent): boolean
  take(command: SlashCommand): void
}

const none: readonly SlashCommand[] = []

/** The list of commands over the composer. `put` writes one into the field. */
export function useCompletion(put: (text: string) => void): Completion {
  const [found, setFound] = useState(none)
  const [active, setActive] = useState(0)

  const look = useCallback((typed: string) => {
    const next = completions(typed)
    // The same empty list throughout, so that typing a message renders nothing.
    setFound(next.length === 0 ? none : next)
    setActive(0)
  }, [])

  function take({ name, takes }: SlashCommand): void {
    setFound(none)
    put(takes ? `${name} ` : name)
  }

  function onKey(event: KeyboardEvent): boolean {
    const command = found[active]
    if (!command || event.shiftKey || event.altKey || event.ctrlKey || event.metaKey) return false
    switch (event.key) {
      case 'ArrowDown':
        setActive((active + 1) % found.length)
        return true
      case 'ArrowUp':
        setActive((active + found.length - 1) % found.length)
        return true
      case 'Enter':
      case 'Tab':
        take(command)
        return true
      case 'Escape':
        setFound(none)
        return true
      default:
        return false
    }
  }

  return { found, active, look, onKey, take }
}
