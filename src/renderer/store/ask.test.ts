import { expect, test } from 'vitest'
import { openWords } from '../../shared/words/language.ts'
import { createAsk } from './ask.ts'

test('what main refuses is told in the language of the moment', async () => {
  const words = openWords('en')
  const error = { code: 'forbidden', message: 'No folder is granted.' } as const
  const ask = createAsk({ request: async () => ({ ok: false, error }) }, words.t)
  await expect(ask('ollama.status', undefined)).rejects.toMatchObject(error)
  await words.changeLanguage('de')
  const message = 'Das darf Hearth nicht. No folder is granted.'
  await expect(ask('ollama.status', undefined)).rejects.toMatchObject({ code: 'forbidden', message })
})
