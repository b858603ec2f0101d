import { setI18n } from 'react-i18next'
import { openWords } from '../shared/words/language.ts'

/** For tests: components that stand in no page of words speak English. */
setI18n(openWords('en'))
