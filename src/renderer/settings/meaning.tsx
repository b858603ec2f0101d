import type { ReactNode } from 'react'
import type { MeaningState } from '../../shared/search.ts'
import { useWords } from '../use-words.ts'
import { ChosenSwitch } from './controls.tsx'
import { useTimes } from './times.ts'
import { useAsked } from './use-asked.ts'

const lookEveryMs = 5_000

/** Whether search also finds what means the same in other words, and how far it has come. */
export function Meaning(): ReactNode {
  const { data } = useAsked('search.meaning', lookEveryMs)
  return (
    <ChosenSwitch is={({ memory }) => memory.meaning} to={(meaning) => ({ memory: { meaning } })}>
      {data && data.state !== 'off' && (
        <p className="mt-1.5 text-xs leading-[1.7] text-ink-2">
          <Told state={data} />
        </p>
      )}
    </ChosenSwitch>
  )
}

function Told({ state }: { readonly state: Exclude<MeaningState, { state: 'off' }> }): ReactNode {
  const t = useWords()
  const { share } = useTimes()
  if (state.state === 'no_model') return t('settings:rows.meaning.noModel')
  if (state.state === 'impossible') return t('settings:rows.meaning.impossible')
  const { model, done, waiting } = state
  if (waiting === 0) return t('settings:rows.meaning.done', { model })
  return t('settings:rows.meaning.working', { model, share: share(done / (done + waiting)) })
}
