import { useTranslation } from 'react-i18next'
import type { Translate } from '../shared/words/language.ts'

/** The words of every room, `t('sidebar:search')`; drawn again in another language. */
export function useWords(): Translate {
  return useTranslation().t
}
