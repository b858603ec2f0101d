import type { i18n } from 'i18next'
import { readEarly, type SettingsPlace } from '../core/early-settings.ts'
import type { HearthEvent } from '../shared/events.ts'
import type { Settings } from '../shared/settings.ts'
import { chooseLanguage } from '../shared/words/language.ts'

/** The language that was chosen, before the database can be asked. */
export async function readLanguage(place: SettingsPlace): Promise<Settings['general']['language']> {
  try {
    return (await readEarly(place)).language
  } catch (error) {
    // A data folder that cannot be read; the database says so in a moment, in the system's language.
    place.log.warn('settings.unread', { error })
    return 'system'
  }
}

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
