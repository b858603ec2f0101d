import { useTranslation } from 'react-i18next'

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte', 'terabyte'] as const

/** Days, times, shares and sizes as the language that is spoken writes them. */
export function useTimes() {
  const { language } = useTranslation().i18n
  return {
    day: (iso: string): string => new Date(iso).toLocaleDateString(language, { dateStyle: 'medium' }),
    moment: (iso: string): string =>
      new Date(iso).toLocaleString(language, { dateStyle: 'medium', timeStyle: 'short' }),
    share: (part: number): string =>
      part.toLocaleString(language, { style: 'percent', maximumFractionDigits: 0 }),
    number: (value: number): string => value.toLocaleString(language),
    size(bytes: number): string {
      const at = Math.min(Math.floor(Math.log10(Math.max(bytes, 1)) / 3), units.length - 1)
      const unit = units[at] ?? 'byte'
      return new Intl.NumberFormat(language, {
        style: 'unit',
        unit,
        unitDisplay: at === 0 ? 'long' : 'short',
        maximumFractionDigits: at < 2 ? 0 : 1,
      }).format(bytes / 1_000 ** at)
    },
  }
}
