import { useEffect, useState } from 'react'

/** The moment, renewed when a new day begins: «today» becomes «yesterday» in an open window too. */
export function useToday(): Date {
  const [now, setNow] = useState(() => new Date())
  useEffect(() => {
    const midnight = new Date(now.getFullYear(), now.getMonth(), now.getDate() + 1)
    const renew = (): void => {
      if (Date.now() >= midnight.getTime()) setNow(new Date())
    }
    const timer = setTimeout(renew, midnight.getTime() - Date.now() + 1_000)
    // A computer that slept through midnight.
    document.addEventListener('visibilitychange', renew)
    return () => {
      clearTimeout(timer)
      document.removeEventListener('visibilitychange', renew)
    }
  }, [now])
  return now
}
