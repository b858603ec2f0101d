import type { i18n } from 'i18next'
import type { Bridge } from '../shared/contract.ts'
import { languages } from '../shared/settings.ts'
import { chooseLanguage, openWords } from '../shared/words/language.ts'

/**
 * The words of a page, in the language that its address names (main reads it from the settings before the page opens),
 * or else in the system's. They turn as soon as another is chosen; the address then names that one, for when the page
 * is loaded again.
 */
export function openPageWords(bridge: Pick<Bridge, 'onEvent'>, page: Window): i18n {
  const system = page.navigator.languages
  const named = new URL(page.location.href).searchParams.get('language')
  const words = openWords(
    chooseLanguage(languages.find((language) => language === named) ?? 'system', system),
  )

  const follow = (language: string): void => {
    // Without the script some characters are drawn as Japanese writes them.
    page.document.documentElement.lang = language === 'zh' ? 'zh-Hans' : language
  }
  follow(words.language)
  words.on('languageChanged', (language) => {
    follow(language)
    const address = new URL(page.location.href)
    address.searchParams.set('language', language)
    page.history.replaceState(null, '', address)
  })
  bridge.onEvent((event) => {
    if (event.type !== 'settings.changed') return
    const language = chooseLanguage(event.settings.general.language, system)
    if (language !== words.language) void words.changeLanguage(language)
  })
  return words
}
