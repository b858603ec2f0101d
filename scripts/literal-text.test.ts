import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { findLiteralText } from './literal-text.ts'
import { root } from './root.ts'

const found = (code: string) => findLiteralText('a.tsx', code).map(({ text }) => text)

test('text that stands in the source is found wherever it would be seen or heard', () => {
  expect(
    found(`
      const part = <p title="A tip">Some <b>bold</b> {many ? 'words' : \`of \${name}\`} Hearth · 12</p>
      const field = <input aria-label={isOpen ? 'Close' : undefined} placeholder={hint || "Say it"} />
      const notice = { title: t('notices:draft'), text: 'It was not saved.' }
    `),
  ).toEqual(['A tip', 'Some', 'bold', 'words', 'of', 'Hearth · 12', 'Close', 'Say it', 'It was not saved.'])
})

test('words of the language, names, signs and what nobody is shown are none', () => {
  expect(
    found(`
      const part = <p className="mt-2 flex" title={t('plan:later')}>Hearth{' '}· {t(\`run:\${state}\`)} {'…'}</p>
      if (!part) throw new Error('There is no part of it.')
    `),
  ).toEqual([])
})

test('nothing in the window is said past the words of its language', () => {
  const files = globSync('src/renderer/**/*.{ts,tsx}', { cwd: root }).filter(
    (file) => !/\.test\.tsx?$|scripted-/.test(file),
  )
  expect(files.length).toBeGreaterThan(200)
  const literal = files.flatMap((file) =>
    findLiteralText(file, readFileSync(join(root, file), 'utf8')).map(
      ({ line, text }) => `${file}:${line} ${text}`,
    ),
  )
  expect(literal).toEqual([])
})
