import type { Model } from '../../shared/model.ts'
import type { Translate } from '../../shared/words/language.ts'

const known = ['tools', 'thinking'] as const

/** What a model can do besides chatting, in a few words; empty when that is all. */
export function capabilitiesInWords({ capabilities }: Model, t: Translate): string {
  return capabilities
    .flatMap((capability) => known.find((one) => one === capability) ?? [])
    .map((capability) => t(`composer:${capability}`))
    .join(', ')
}

/** How big a model is: its parameters, how they are kept, and its bytes on disk. */
export function sizeInWords({ parameterSize, quantization, size, cloud }: Model): string {
  const disk = cloud || size === 0 ? null : bytesInWords(size)
  return [parameterSize, quantization, disk].filter((part) => part !== null && part !== '').join(' · ')
}

function bytesInWords(bytes: number): string {
  const gigabytes = bytes / 1e9
  if (gigabytes >= 1) return `${gigabytes.toFixed(gigabytes < 10 ? 1 : 0)} GB`
  return `${Math.max(1, Math.round(bytes / 1e6))} MB`
}
