/** Reads TeX token by token: a command with its backslash, or one character. */
export interface Scanner {
  /** The next token, which stays; spaces before it count for nothing. Null at the end. */
  peek(): string | null
  take(): string | null
  /** What stands between the braces that come next, as it stands; null where none come or none close. */
  group(): string | null
  /** Goes to the end: nothing more is read. */
  leave(): void
}

export function createScanner(source: string): Scanner {
  let position = 0

  function peek(): string | null {
    while (/\s/.test(source.charAt(position))) position += 1
    if (position >= source.length) return null
    if (source.charAt(position) !== '\\') return String.fromCodePoint(source.codePointAt(position) ?? 0)
    commandName.lastIndex = position
    return commandName.exec(source)?.[0] ?? '\\'
  }

  function take(): string | null {
    const token = peek()
    position += token?.length ?? 0
    return token
  }

  function group(): string | null {
    if (peek() !== '{') return null
    let depth = 0
    for (let at = position; at < source.length; at += 1) {
      const character = source.charAt(at)
      if (character === '\\') at += 1
      else if (character === '{') depth += 1
      else if (character === '}') depth -= 1
      if (depth > 0) continue
      const inside = source.slice(position + 1, at)
      position = at + 1
      return inside
    }
    return null
  }

  return {
    peek,
    take,
    group,
    leave() {
      position = source.length
    },
  }
}

const commandName = /\\(?:[A-Za-z]+|[\s\S])/uy
