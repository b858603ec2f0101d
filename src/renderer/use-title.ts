import { useEffect } from 'react'

/** What the window is called, which the system shows and a screen reader says. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = title
  }, [title])
}
