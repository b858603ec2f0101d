import { describe, expect, it } from 'vitest'
import type { AppError } from '../../shared/errors.ts'
import { parseHost } from './host.ts'

function errorOf(value: string): Error | null {
  try {
    parseHost(value)
    return null
  } catch (error) {
    return error as Error
  }
}

describe('OLLAMA_HOST', () => {
  it.each([
    [undefined, 'http://127.0.0.1:11434'],
    ['', 'http://127.0.0.1:11434'],
    ['   ', 'http://127.0.0.1:11434'],
    ['""', 'http://127.0.0.1:11434'],
    ['1.2.3.4', 'http://1.2.3.4:11434'],
    [':1234', 'http://127.0.0.1:1234'],
    ['1.2.3.4:1234', 'http://1.2.3.4:1234'],
    ['localhost', 'http://localhost:11434'],
    ['example.com', 'http://example.com:11434'],
    ['example.com:1234', 'http://example.com:1234'],
    ['example.com/', 'http://example.com:11434'],
    ['my_nas.local:8080', 'http://my_nas.local:8080'],
    // A port that is none becomes the default.
    [':66000', 'http://127.0.0.1:11434'],
    [':-1', 'http://127.0.0.1:11434'],
    ['localhost:', 'http://localhost:11434'],
    ['localhost:abc', 'http://localhost:11434'],
    ['https://example.com:66000', 'https://example.com:443'],
    // IPv6, with and without brackets.
    ['[::1]', 'http://[::1]:11434'],
    ['::1', 'http://[::1]:11434'],
    ['[::1', 'http://[::1]:11434'],
    ['[::1]:1337', 'http://[::1]:1337'],
    ['2001:db8::7', 'http://[2001:db8::7]:11434'],
    ['[2001:db8::7]:80', 'http://[2001:db8::7]:80'],
    // What a server listens on.
    ['0.0.0.0', 'http://127.0.0.1:11434'],
    ['0.0.0.0:1234', 'http://127.0.0.1:1234'],
    ['http://0.0.0.0:1234', 'http://127.0.0.1:1234'],
    ['[::]', 'http://[::1]:11434'],
    ['::', 'http://[::1]:11434'],
    ['[::]:1234', 'http://[::1]:1234'],
    ['0:0:0:0:0:0:0:0', 'http://[::1]:11434'],
    // Quotes and spaces that came along.
    [' 1.2.3.4 ', 'http://1.2.3.4:11434'],
    ['"1.2.3.4"', 'http://1.2.3.4:11434'],
    ['" 1.2.3.4 "', 'http://1.2.3.4:11434'],
    ["'1.2.3.4:5'", 'http://1.2.3.4:5'],
    ['\t1.2.3.4\n', 'http://1.2.3.4:11434'],
    // URLs have the ports of their schemes.
    ['http://1.2.3.4', 'http://1.2.3.4:80'],
    ['http://1.2.3.4:1234', 'http://1.2.3.4:1234'],
    ['https://1.2.3.4', 'https://1.2.3.4:443'],
    ['https://1.2.3.4:1234', 'https://1.2.3.4:1234'],
    ['HTTPS://Example.com', 'https://example.com:443'],
    ['https://example.com/ollama', 'https://example.com:443/ollama'],
    ['https://example.com/ollama/', 'https://example.com:443/ollama'],
    ['http://localhost:11434//', 'http://localhost:11434'],
    ['example.com/a/b', 'http://example.com:11434/a/b'],
    ['http://', 'http://127.0.0.1:80'],
    ['ollama.com', 'https://ollama.com:443'],
  ])('%j is %s', (value, url) => {
    expect(parseHost(value).url).toBe(url)
  })

  it.each([
    ['not an address', '“not an address” cannot be the name of a computer.'],
    ['ftp://example.com', '“ftp” is not http or https.'],
    ['unix:///run/ollama.sock', '“unix” is not http or https.'],
    ['11434', 'A port alone is written with a colon: “:11434”.'],
    [':0', 'Port 0 cannot be called.'],
    ['user:secret@example.com', 'It cannot hold a user or a password.'],
    ['http://user@example.com', 'It cannot hold a user or a password.'],
    ['!!!', '“!!!” cannot be the name of a computer.'],
    ['a,b', '“a,b” cannot'],
    ['1.2.3.4.5', 'It cannot be read.'],
    ['999.1.1.1', 'It cannot be read.'],
    ['fe80::1%eth0', 'It cannot be read.'],
    ['http://example.com/?a=b', 'It cannot be read.'],
    ['-x', '“-x” cannot'],
  ])('%j is refused, with what to write instead', (value, why) => {
    const error = errorOf(value)
    expect(error).toMatchObject({ code: 'ollama_bad_address' })
    const message = error?.message
    const shown = value.replace(/[^/@]*@/, '…@')
    expect(message).toContain(`OLLAMA_HOST is set to “${shown}”, which is no address.`)
    expect(message).not.toContain('secret')
    expect(message).toContain(why)
    expect(message).toContain('Write it like 127.0.0.1:11434, or leave it out.')
  })

  it('never throws anything else, whatever it is given', () => {
    const pieces = [
      'http://',
      'https://',
      ':',
      '/',
      '[',
      ']',
      '::',
      '1',
      '11434',
      'a',
      '.',
      ' ',
      '"',
      '%',
      '@',
      '\0',
      'ü',
      '?',
      '\u{1f389}',
    ]
    const codes = new Set<string>()
    const urls: string[] = []
    for (let number = 0; number < pieces.length ** 3; number += 1) {
      const value = [number % 19, Math.floor(number / 19) % 19, Math.floor(number / 361)]
        .map((at) => pieces[at])
        .join('')
      const error = errorOf(value)
      if (error) codes.add((error as AppError).code)
      else urls.push(parseHost(value).url)
    }
    expect([...codes]).toEqual(['ollama_bad_address'])
    expect(urls.filter((url) => !/^https?:\/\/[^/]+:\d+(\/|$)/.test(url))).toEqual([])
  })

  it('says whether it is this computer, the usual place, or Ollama’s cloud', () => {
    expect(parseHost('')).toMatchObject({ onThisComputer: true, isUsual: true, isCloud: false })
    expect(parseHost('0.0.0.0')).toMatchObject({ onThisComputer: true, isUsual: true })
    expect(parseHost('127.0.0.2:80')).toMatchObject({ onThisComputer: true, isUsual: false })
    expect(parseHost('[::1]:5')).toMatchObject({ onThisComputer: true, isUsual: false })
    expect(parseHost('nas.local')).toMatchObject({ onThisComputer: false, isUsual: false })
    expect(parseHost('127.0.0.1.example.com')).toMatchObject({ onThisComputer: false })
    expect(parseHost('https://ollama.com')).toMatchObject({ isCloud: true })
    expect(parseHost('notollama.com')).toMatchObject({ isCloud: false })
  })
})
