import type { ReactNode } from 'react'
import type { FactsAs } from '../../shared/transfer.ts'
import { Choices } from './choices.tsx'

const options = [
  ['kept', 'Use them at once', 'Models are told them as if you had said so here.'],
  ['proposed', 'Ask me first', 'They wait on the memory page until you say yes.'],
] as const

/** What becomes of the facts that a document brings. */
export function FactsChoice(props: {
  readonly count: number
  readonly value: FactsAs
  readonly disabled: boolean
  onChange(value: FactsAs): void
}): ReactNode {
  const { count, ...rest } = props
  const legend = `${count.toLocaleString()} ${count === 1 ? 'fact' : 'facts'} in use where the file comes from`
  return <Choices<FactsAs> legend={legend} options={options} {...rest} />
}
