import { useTranslation } from 'react-i18next'
import type { LoadedModel, Model } from '../../shared/model.ts'
import type { Pull } from '../../shared/pull.ts'
import { errorText } from '../../shared/words/error-text.ts'
import { useTimes } from '../settings/times.ts'
import { useWords } from '../use-words.ts'

const known = ['completion', 'tools', 'thinking', 'vision', 'embedding', 'insert'] as const

/** What is said of models and their downloads, in the language that is spoken. */
export function useModelWords() {
  const t = useWords()
  const { language } = useTranslation().i18n
  const { number, size } = useTimes()

  function duration(seconds: number): string {
    const [unit, length] =
      seconds < 60
        ? (['second', 1] as const)
        : seconds < 3_600
          ? (['minute', 60] as const)
          : (['hour', 3_600] as const)
    const format = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' })
    return format.format(Math.max(1, Math.ceil(seconds / length)))
  }

  return {
    size,
    /** Memory in round numbers: 16 GB rather than 16.4. */
    memory: (bytes: number): string => size(bytes >= 10e9 ? Math.round(bytes / 1e9) * 1e9 : bytes),
    number,
    duration,
    /** Size, parameters, how they are kept, the longest context. */
    facts({ size: bytes, parameterSize, quantization, contextLength, cloud }: Model): string {
      return [
        cloud || bytes === 0 ? null : size(bytes),
        parameterSize && t('models:parameters', { amount: parameterSize }),
        quantization,
        contextLength && t('models:context', { amount: number(contextLength) }),
      ]
        .filter((part) => part !== null && part !== '')
        .join(' · ')
    },
    abilities({ capabilities }: Model): readonly string[] {
      return capabilities.map((capability) => {
        const found = known.find((one) => one === capability)
        return found ? t(`models:can.${found}`) : capability
      })
    },
    loaded({ size: bytes, until }: LoadedModel): string {
      if (until === null) return t('models:loadedAlways', { size: size(bytes) })
      const time = new Date(until).toLocaleTimeString(language, { timeStyle: 'short' })
      return t('models:loadedUntil', { size: size(bytes), time })
    },
    /** How far a download has come, how fast, and how long it takes yet; or why it stands still. */
    pull(pull: Pull): string {
      const { state, bytes, total, bytesPerSecond, secondsLeft, checking, problem } = pull
      const done = total === null ? null : t('models:bytes', { done: size(bytes), total: size(total) })
      if (state === 'waiting' && problem) return t('models:waits', { problem: t(`errors:${problem.code}`) })
      if (state === 'failed') return problem ? errorText(t, problem) : t('models:failed')
      if (state === 'paused') return join([problem ? errorText(t, problem) : t('models:paused'), done])
      if (checking) return t('models:checking')
      if (done === null) return t('models:begins')
      return join([
        done,
        bytesPerSecond === null ? null : t('models:speed', { size: size(bytesPerSecond) }),
        secondsLeft === null ? null : t('models:left', { time: duration(secondsLeft) }),
      ])
    },
  }
}

function join(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null).join(' · ')
}
