import { expect, test } from 'vitest'
import { openWords } from '../../shared/words/language.ts'
import { firstState } from './state.ts'
import { trouble } from './ollama.ts'

test('what is wrong with Ollama is said in the language that is spoken, before what main said of it', () => {
  const status = { state: 'stopped', address: 'http://127.0.0.1:11434', message: 'It is off.' } as const
  const said = (language: 'en' | 'de') =>
    trouble({ ...firstState('a').ollama, status }, openWords(language).t)?.message
  expect([said('en'), said('de')]).toEqual(['It is off.', 'Ollama läuft nicht. It is off.'])
})
