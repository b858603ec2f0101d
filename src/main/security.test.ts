import { expect, test } from 'vitest'
import { pageOrigin } from './origin.ts'
import { mayRequest } from './security.ts'

const page = pageOrigin(undefined, true)
const development = pageOrigin('http://localhost:5173', false)

test.each(['app://hearth/index.html', 'data:image/png;base64,AA', 'blob:app://hearth/1'])(
  'the page may fetch %s',
  (address) => {
    expect(mayRequest(address, page)).toBe(true)
  },
)

test.each([
  'https://example.com/image.png',
  'http://127.0.0.1:11434/api/tags',
  'ws://localhost:5173/',
  'http://localhost:5173/',
  'file:///etc/passwd',
  'ftp://example.com/',
  'app://hearth.example/index.html',
  'chrome://gpu',
])('the page may not fetch %s', (address) => {
  expect(mayRequest(address, page)).toBe(false)
})

test('a development server is reached only where it is, and never by a packaged app', () => {
  expect(mayRequest('http://localhost:5173/src/app.tsx', development)).toBe(true)
  expect(mayRequest('ws://localhost:5173/?token=1', development)).toBe(true)
  expect(mayRequest('http://localhost:11434/', development)).toBe(false)
  expect(pageOrigin('http://localhost:5173', true)).toEqual(page)
})
