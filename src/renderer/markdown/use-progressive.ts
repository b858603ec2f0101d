import { useEffect, useState } from 'react'

/** How many of `total` things to draw by now: `atOnce` at first, and as many more with each frame. */
export function useProgressive(total: number, atOnce: number): number {
  const [shown, setShown] = useState(atOnce)
  useEffect(() => {
    if (shown >= total) return undefined
    const frame = requestAnimationFrame(() => setShown(shown + atOnce))
    return () => cancelAnimationFrame(frame)
  }, [shown, total, atOnce])
  return Math.min(shown, total)
}
