import { expect, test } from 'vitest'
import { readAddress } from './address.ts'

test('the host stands apart from what comes before and after', () => {
  expect(readAddress('https://example.com:8080/path?q=1#end')).toEqual({
    href: 'https://example.com:8080/path?q=1#end',
    before: 'https://',
    host: 'example.com:8080',
    after: '/path?q=1#end',
    credentials: false,
  })
})

test('a name before the host does not pass for it', () => {
  expect(readAddress('https://bank.example@evil.example/')).toMatchObject({
    before: 'https://bank.example@',
    host: 'evil.example',
    credentials: true,
  })
})

test('letters of other scripts are shown as what they are', () => {
  expect(readAddress('https://аpple.com/')?.host).toBe('xn--pple-43d.com')
})

test('a mail address is shown whole', () => {
  expect(readAddress('mailto:a@example.com?subject=Hi')).toMatchObject({
    host: 'a@example.com',
    after: '?subject=Hi',
  })
})

test.each(['javascript:alert(1)', 'file:///etc/passwd', 'data:text/html,x', 'nonsense'])(
  '%s is not opened',
  (url) => {
    expect(readAddress(url)).toBeNull()
  },
)
