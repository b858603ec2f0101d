import { windowBounds } from '../../shared/limits.ts'
import { plainName } from '../../shared/model-name.ts'
import type { ModelOptions, Settings } from '../../shared/settings.ts'

type AllOptions = Settings['model']['options']

export interface Thinking {
  readonly value: NonNullable<ModelOptions['think']>
  readonly label: string
}

/** How long a model may stay in memory, in Ollama's notation. */
export const keepAlives = [
  { value: '1m', seconds: 60 },
  { value: '5m', seconds: 300 },
  { value: '30m', seconds: 1_800 },
  { value: '2h', seconds: 7_200 },
  { value: '24h', seconds: 86_400 },
] as const

const usualSizes = [4_096, 8_192, 16_384, 32_768, 65_536, 131_072, 262_144]

/** The windows to choose from, in tokens: up to what the model was made for, with the one that is chosen. */
export function windowSizes(longest: number | null, chosen: number | undefined): readonly number[] {
  const most = Math.min(longest ?? windowBounds.mostUnknown, windowBounds.most)
  const sizes = new Set([...usualSizes.filter((size) => size < most), most, chosen ?? most])
  return [...sizes].toSorted((a, b) => a - b)
}

/** Undefined for an empty text, null for what is no temperature. */
export function temperatureOf(text: string): number | undefined | null {
  const plain = text.trim().replace(',', '.')
  if (plain === '') return undefined
  const value = Number(plain)
  return /^\d*\.?\d+$/.test(plain) && value <= 2 ? value : null
}

export function optionsOf(all: AllOptions, name: string): ModelOptions {
  return all[keyOf(all, name)] ?? {}
}

/** All options with some of one model changed; `undefined` leaves it to the model. A model without any is not kept. */
export function withOption(
  all: AllOptions,
  name: string,
  part: Partial<Record<keyof ModelOptions, unknown>>,
): AllOptions {
  const key = keyOf(all, name)
  const { [key]: before, ...others } = all
  const kept = Object.entries({ ...before, ...part }).filter(([, value]) => value !== undefined)
  return kept.length === 0 ? others : { ...others, [key]: Object.fromEntries(kept) }
}

/** As it is kept, also where that is in another spelling. */
function keyOf(all: AllOptions, name: string): string {
  return Object.keys(all).find((one) => plainName(one) === plainName(name)) ?? name
}
