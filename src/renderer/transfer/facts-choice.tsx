import type { ReactNode } from 'react'
import type { FactsAs } from '../../shared/transfer.ts'
import { useWords } from '../use-words.ts'
import { Choices } from './choices.tsx'

/** What becomes of the facts that a document brings. */
export function FactsChoice(props: {
  readonly count: number
  readonly value: FactsAs
  readonly disabled: boolean
  onChange(value: FactsAs): void
}): ReactNode {
  const t = useWords()
  const { count, ...rest } = props
  const option = (value: FactsAs) =>
    [value, t(`transfer:factsAs.${value}`), t(`transfer:factsAs.${value}About`)] as const
  return (
    <Choices<FactsAs>
      legend={t('transfer:inUse', { count })}
      options={[option('kept'), option('proposed')]}
      {...rest}
    />
  )
}
