import { createInstance, type i18n } from 'i18next'
import type { Settings } from '../settings.ts'
import { de } from './de.ts'
import { en } from './en.ts'
import { zh } from './zh.ts'

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'chat'
    resources: typeof en
  }
}

export type Language = 'en' | 'de' | 'zh'

/** Gives the words of every room: `t('tray:quit')`. */
export type Translate = i18n['t']

/** Words in one language, ready at once; `changeLanguage` of what it gives turns it to another. */
export function openWords(language: Language): i18n {
  const words = createInstance()
  void words.init({
    lng: language,
    fallbackLng: 'en',
    defaultNS: 'chat',
    resources: { en, de, zh },
    // React escapes what it shows, and menus are no markup.
    interpolation: { escapeValue: false },
    initAsync: false,
  })
  return words
}

/** What was chosen, or else the first of the desktop's languages that Hearth speaks; English where it speaks none. */
export function chooseLanguage(
  chosen: Settings['general']['language'],
  preferred: readonly string[],
): Language {
  if (chosen !== 'system') return chosen
  for (const tag of preferred) {
    const [language] = tag.toLowerCase().split(/[-_]/)
    if (language === 'en' || language === 'de' || language === 'zh') return language
  }
  return 'en'
}
