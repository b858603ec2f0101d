/** What is wrong with a text that should be JSON, and where in it. */
export class JsonProblem extends Error {
  override readonly name = 'JsonProblem'
  /** Of the text, in UTF-16 units. */
  readonly offset: number

  constructor(problem: string, offset: number) {
    super(problem)
    this.offset = offset
  }
}

/** Levels of lists and objects: what is remembered may have 100, and stands in an entry of a document. */
export const deepest = 128

/** How far a text has been read. */
interface Cursor {
  readonly text: string
  at: number
}

/**
 * Reads one value of JSON (RFC 8259), and nothing that only resembles it: also no key twice, and no number that is too
 * large. A key `__proto__` is one like any other. Throws `JsonProblem`.
 */
export function parseJson(text: string): unknown {
  const cursor: Cursor = { text, at: 0 }
  skipSpace(cursor)
  const result = readValue(cursor, 1)
  skipSpace(cursor)
  if (cursor.at < text.length) fail(cursor, 'there is something after the end')
  return result
}

/** Sets a key as one of the object's own, `__proto__` too. */
export function setOwn(target: Record<string, unknown>, key: string, value: unknown): void {
  if (key === '__proto__')
    Object.defineProperty(target, key, { value, enumerable: true, configurable: true, writable: true })
  else target[key] = value
}

export function isSpace(code: number): boolean {
  return code === 0x20 || code === 0x0a || code === 0x0d || code === 0x09
}

function fail(cursor: Cursor, problem: string): never {
  throw new JsonProblem(problem, cursor.at)
}

function skipSpace(cursor: Cursor): void {
  while (isSpace(cursor.text.charCodeAt(cursor.at))) cursor.at += 1
}

function readValue(cursor: Cursor, depth: number): unknown {
  if (depth > deepest) fail(cursor, 'it is nested too deep')
  switch (cursor.text[cursor.at]) {
    case '{':
      return readObject(cursor, depth)
    case '[':
      return readArray(cursor, depth)
    case '"':
      return readText(cursor)
    case 't':
      return readWord(cursor, 'true', true)
    case 'f':
      return readWord(cursor, 'false', false)
    case 'n':
      return readWord(cursor, 'null', null)
    default:
      return readNumber(cursor)
  }
}

function readObject(cursor: Cursor, depth: number): unknown {
  const result: Record<string, unknown> = {}
  cursor.at += 1
  skipSpace(cursor)
  if (isAt(cursor, '}')) return result
  for (;;) {
    if (cursor.text[cursor.at] !== '"') fail(cursor, 'a key in double quotes is missing')
    const keyAt = cursor.at
    const key = readText(cursor)
    if (Object.hasOwn(result, key)) {
      cursor.at = keyAt
      fail(cursor, `the key ${JSON.stringify(key.slice(0, 100))} is there twice`)
    }
    skipSpace(cursor)
    if (!isAt(cursor, ':')) fail(cursor, 'a colon is missing')
    skipSpace(cursor)
    setOwn(result, key, readValue(cursor, depth + 1))
    skipSpace(cursor)
    if (isAt(cursor, '}')) return result
    takeComma(cursor)
  }
}

function readArray(cursor: Cursor, depth: number): unknown {
  const result: unknown[] = []
  cursor.at += 1
  skipSpace(cursor)
  if (isAt(cursor, ']')) return result
  for (;;) {
    result.push(readValue(cursor, depth + 1))
    skipSpace(cursor)
    if (isAt(cursor, ']')) return result
    takeComma(cursor)
  }
}

/** Takes this sign when it is the next one. */
function isAt(cursor: Cursor, sign: string): boolean {
  if (cursor.text[cursor.at] !== sign) return false
  cursor.at += 1
  return true
}

function takeComma(cursor: Cursor): void {
  if (!isAt(cursor, ',')) fail(cursor, 'a comma or the end of a list is missing')
  skipSpace(cursor)
}

function readText(cursor: Cursor): string {
  const { text } = cursor
  cursor.at += 1
  let result = ''
  for (;;) {
    let end = cursor.at
    for (let code = text.charCodeAt(end); code >= 0x20 && code !== 0x22 && code !== 0x5c;)
      code = text.charCodeAt(++end)
    const plain = text.slice(cursor.at, end)
    result = result === '' ? plain : result + plain
    cursor.at = end
    if (isAt(cursor, '"')) return result
    if (text[end] !== '\\') fail(cursor, 'a text is not closed, or has a control character in it')
    result += readEscape(cursor)
  }
}

const escapes: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
}

function readEscape(cursor: Cursor): string {
  const { text, at } = cursor
  const sign = text[at + 1] ?? ''
  if (sign === 'u') {
    const digits = text.slice(at + 2, at + 6)
    if (!/^[\da-fA-F]{4}$/.test(digits)) fail(cursor, String.raw`\u needs four hexadecimal digits`)
    cursor.at += 6
    return String.fromCharCode(Number.parseInt(digits, 16))
  }
  const character = Object.hasOwn(escapes, sign) ? escapes[sign] : undefined
  if (character === undefined) fail(cursor, 'there is no such escape')
  cursor.at += 2
  return character
}

const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y

function readNumber(cursor: Cursor): number {
  number.lastIndex = cursor.at
  const found = number.exec(cursor.text)?.[0]
  if (found === undefined)
    fail(cursor, cursor.at < cursor.text.length ? 'this is no value of JSON' : 'a value is missing')
  const result = Number(found)
  if (!Number.isFinite(result)) fail(cursor, 'the number is too large')
  cursor.at += found.length
  return result
}

function readWord<T>(cursor: Cursor, name: string, result: T): T {
  if (!cursor.text.startsWith(name, cursor.at)) fail(cursor, 'this is no value of JSON')
  cursor.at += name.length
  return result
}
