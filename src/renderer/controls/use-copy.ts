import { useEffect, useState } from 'react'

const shownMs = 1_600

/** Copies text, and knows for a moment that it did. */
export function useCopy(): readonly [copied: boolean, copy: (text: string) => Promise<void>] {
  const [copied, setCopied] = useState(false)
  useEffect(() => {
    if (!copied) return
    const timer = setTimeout(() => setCopied(false), shownMs)
    return () => clearTimeout(timer)
  }, [copied])
  return [
    copied,
    async (text) => {
      await navigator.clipboard.writeText(text)
      setCopied(true)
    },
  ]
}
