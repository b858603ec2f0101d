import { useCallback, useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TextSource } from '../../shared/desktop-requests.ts'
import { reportError } from '../../shared/errors.ts'
import { useHearth } from '../hearth-context.ts'
import type { TakenText } from './quoted.ts'

export interface Texts {
  /** Where one can be taken from that was not taken yet. */
  readonly offered: readonly TextSource[]
  readonly taken: readonly TakenText[]
  /** Reads it: only because somebody clicked. */
  take(from: TextSource): void
  leaveOut(from: TextSource): void
  clear(): void
}

/** The texts that are offered for a message, and those that were taken. */
export function useTexts(): Texts {
  const { ask, notify } = useHearth()
  const { t } = useTranslation('quick')
  const [sources, setSources] = useState<readonly TextSource[]>([])
  const [taken, setTaken] = useState<readonly TakenText[]>([])

  useEffect(() => {
    // Without an answer none is offered.
    ask('quick.sources', undefined).then(setSources, () => setSources([]))
  }, [ask])

  const take = useCallback(
    (from: TextSource) => {
      const read = async (): Promise<void> => {
        const text = await ask('quick.take', { from })
        if (/\S/.test(text))
          setTaken((before) => [...before.filter((one) => one.from !== from), { from, text }])
        else notify({ kind: 'plain', title: t(from === 'clipboard' ? 'noClipboard' : 'noSelection') })
      }
      read().catch((error: unknown) => notify({ kind: 'error', title: reportError(error).message }))
    },
    [ask, notify, t],
  )
  const leaveOut = useCallback(
    (from: TextSource) => setTaken((before) => before.filter((one) => one.from !== from)),
    [],
  )
  const clear = useCallback(() => setTaken([]), [])
  return useMemo(() => {
    const offered = sources.filter((source) => !taken.some(({ from }) => from === source))
    return { offered, taken, take, leaveOut, clear }
  }, [sources, taken, take, leaveOut, clear])
}
