import { act, cleanup, render, screen } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, expect, test } from 'vitest'
import { usualSettings } from '../shared/settings.ts'
import { openPageWords } from './language.ts'
import { scriptBridge } from './store/scripted-bridge.ts'
import { useWords } from './use-words.ts'

afterEach(() => {
  cleanup()
  history.replaceState(null, '', location.pathname)
})

function Word() {
  return useWords()('tray:quit')
}

test('the page speaks the language that its address names, and another as soon as it is chosen', async () => {
  history.replaceState(null, '', '?language=de')
  const main = scriptBridge()
  const words = openPageWords(main.bridge, window)
  render(
    <I18nextProvider i18n={words}>
      <Word />
    </I18nextProvider>,
  )
  expect(screen.getByText('Beenden')).toBeTruthy()
  expect(document.documentElement.lang).toBe('de')

  const general = { ...usualSettings.general, language: 'zh' as const }
  await act(async () => main.emit({ type: 'settings.changed', settings: { ...usualSettings, general } }))
  expect(screen.getByText('退出')).toBeTruthy()
  expect(document.documentElement.lang).toBe('zh-Hans')
  // Loaded again it speaks the same.
  expect(location.search).toBe('?language=zh')
})

test('a language that Hearth does not speak is the system’s', () => {
  history.replaceState(null, '', '?language=tlh')
  expect(openPageWords(scriptBridge().bridge, window).language).toBe('en')
})
