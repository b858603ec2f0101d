import { act, cleanup, render } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { afterEach, expect, test } from 'vitest'
import { openWords } from '../../shared/words/language.ts'
import { openHearth } from '../store/hearth.ts'
import { scriptBridge } from '../store/scripted-bridge.ts'
import { createNoticeLine } from './notices.ts'
import { Quick } from './quick.tsx'

afterEach(cleanup)

test('the window has its title in the language that is chosen', async () => {
  const main = scriptBridge()
  const words = openWords('de')
  const never = () => () => undefined
  const quick = (
    <Quick hearth={openHearth(main.bridge, main.outside)} notices={createNoticeLine()} onShown={never} />
  )
  await act(async () => void render(<I18nextProvider i18n={words}>{quick}</I18nextProvider>))
  expect(document.title).toBe('Hearth – Schnellfrage')
  await act(async () => void (await words.changeLanguage('zh')))
  expect(document.title).toBe('Hearth – 快速提问')
})
