/** How values cross between Node and a page: JSON, with names for what JSON has none for. */
export interface Wire {
  /** Throws for what the structured clone algorithm refuses, and for cycles. */
  pack(value: unknown): string
  unpack(text: string): unknown
}

/** The key that names a value of no JSON type. */
const tag = '$wire'

type Encode = (value: unknown) => unknown

function bytesToText(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192))
  }
  return btoa(text)
}

function bytesFromText(text: string): Uint8Array {
  return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0))
}

function createEncode(mark: string): Encode {
  const named = (name: string, value?: unknown): Record<string, unknown> => ({ [mark]: name, value })
  const refuse = (what: string): never => {
    throw new Error(`An object could not be cloned: ${what}`)
  }
  const encodePlain = (value: object): unknown => {
    const entries = Object.entries(value).map(([key, item]): [string, unknown] => [key, encode(item)])
    return entries.some(([key]) => key === mark || key === '__proto__')
      ? named('object', entries)
      : Object.fromEntries(entries)
  }
  const encodeObject = (value: object): unknown => {
    if (Array.isArray(value)) return value.map(encode)
    if (value instanceof Date) return named('date', value.getTime())
    if (value instanceof Map) return named('map', [...value].map(encode))
    if (value instanceof Set) return named('set', [...value].map(encode))
    if (value instanceof Error) {
      return named('error', [value.name, value.message, value.stack, encode(value.cause)])
    }
    if (value instanceof ArrayBuffer) return named('buffer', bytesToText(new Uint8Array(value)))
    if (ArrayBuffer.isView(value)) {
      return named('bytes', bytesToText(new Uint8Array(value.buffer, value.byteOffset, value.byteLength)))
    }
    if (value instanceof Promise || value instanceof WeakMap) {
      return refuse(Object.prototype.toString.call(value))
    }
    return encodePlain(value)
  }
  const encode: Encode = (value) => {
    switch (typeof value) {
      case 'undefined':
        return named('undefined')
      case 'bigint':
        return named('bigint', value.toString())
      case 'number':
        if (Number.isFinite(value) && !Object.is(value, -0)) return value
        return named('number', Object.is(value, -0) ? '-0' : String(value))
      case 'function':
      case 'symbol':
        return refuse(String(value))
      case 'object':
        return value === null ? null : encodeObject(value)
      default:
        return value
    }
  }
  return encode
}

function createDecode(mark: string): Encode {
  /** A key named `__proto__` is a key like any other. */
  const define = (entries: readonly [string, unknown][]): object => {
    const object = {}
    for (const [key, item] of entries) {
      Object.defineProperty(object, key, {
        value: decode(item),
        enumerable: true,
        configurable: true,
        writable: true,
      })
    }
    return object
  }
  const decodeError = ([name, message, stack, cause]: readonly [string, string, string, unknown]): Error => {
    const hidden = { enumerable: false, configurable: true, writable: true }
    const reason = decode(cause)
    return Object.defineProperties(new Error(message), {
      name: { value: name, ...hidden },
      stack: { value: stack, ...hidden },
      ...(reason !== undefined && { cause: { value: reason, ...hidden } }),
    })
  }
  const decoders: Record<string, (value: never) => unknown> = {
    undefined: () => undefined,
    bigint: (value: string) => BigInt(value),
    number: (value: string) => Number(value),
    date: (value: number | null) => new Date(value ?? Number.NaN),
    map: (value: unknown[]) => new Map(value.map(decode) as [unknown, unknown][]),
    set: (value: unknown[]) => new Set(value.map(decode)),
    buffer: (value: string) => bytesFromText(value).buffer,
    bytes: bytesFromText,
    object: define,
    error: decodeError,
  }
  const decode: Encode = (value) => {
    if (typeof value !== 'object' || value === null) return value
    if (Array.isArray(value)) return value.map(decode)
    const { [mark]: name, value: content } = value as Record<string, unknown>
    return typeof name === 'string' ? decoders[name]?.(content as never) : define(Object.entries(value))
  }
  return decode
}

export function createWire(mark = tag): Wire {
  const encode = createEncode(mark)
  const decode = createDecode(mark)
  return {
    pack: (value) => JSON.stringify(encode(value)),
    unpack: (text) => decode(JSON.parse(text)),
  }
}

/** What a page needs to have the same: the functions by their names, and `createWire(wireTag)`. */
export const wireFunctions = [bytesToText, bytesFromText, createEncode, createDecode, createWire]
export const wireTag = tag
