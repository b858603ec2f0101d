import type { i18n } from 'i18next'
import type { HearthEvent } from '../shared/events.ts'
import { chooseLanguage } from '../shared/words/language.ts'

/** A listener that turns the words as soon as another language is chosen. */
export function followLanguage(
  words: i18n,
  preferred: () => readonly string[],
): (event: HearthEvent) => void {
  return (event) => {
    if (event.type !== 'settings.changed') return
    const language = chooseLanguage(event.settings.general.language, preferred())
    if (language !== words.language) void words.changeLanguage(language)
  }
}
