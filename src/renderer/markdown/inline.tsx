import type { ReactNode } from 'react'
import type { Tokens } from 'marked'
import { decodeEntities } from '../../shared/entities.ts'
import { known, type KnownToken } from './lex.ts'
import { ImageChip, Link } from './link.tsx'
import { Formula } from './math/formula.tsx'

/** Inline tokens as React nodes. What is not named here becomes text. */
export function renderInline(tokens: readonly KnownToken[], depth = 0): ReactNode[] {
  return tokens.map((token, index) => (depth > deepest ? token.raw : renderToken(token, index, depth + 1)))
}

/** What is nested deeper is text: a page has to lay it out. */
export const deepest = 32

function renderToken(token: KnownToken, key: number, depth: number): ReactNode {
  switch (token.type) {
    case 'text':
      if (token.tokens) return <span key={key}>{renderInline(known(token.tokens), depth)}</span>
      return renderText(decodeEntities(token.raw), key)
    case 'escape':
      return token.text
    case 'strong':
      return <strong key={key}>{renderInline(known(token.tokens), depth)}</strong>
    case 'em':
      return <em key={key}>{renderInline(known(token.tokens), depth)}</em>
    case 'del':
      return <del key={key}>{renderInline(known(token.tokens), depth)}</del>
    case 'codespan':
      return <code key={key}>{token.text}</code>
    case 'math':
      return <Formula key={key} text={token.text} raw={token.raw} display={token.display} />
    case 'br':
      return <br key={key} />
    case 'link':
      return renderLink(token, key, depth)
    case 'image':
      return <ImageChip key={key} href={token.href} alt={plainText(known(token.tokens))} />
    default:
      return token.raw
  }
}

function renderLink(token: Tokens.Link, key: number, depth: number): ReactNode {
  // An address that stands in the text as it is has no references to decode.
  const text = token.autolink ? token.text : plainText(known(token.tokens))
  const children = token.autolink ? token.text : renderInline(known(token.tokens), depth)
  return (
    <Link key={key} href={token.href} text={text}>
      {children}
    </Link>
  )
}

/** `[^1]` refers to a note that stands where the model wrote it. */
function renderText(text: string, key: number): ReactNode {
  if (!text.includes('[^')) return text
  const pieces = text.split(/\[\^([^\]\s]{1,99})\]/)
  if (pieces.length === 1) return text
  return (
    <span key={key}>
      {pieces.map((piece, index) => (index % 2 ? <sup key={index}>{piece}</sup> : piece))}
    </span>
  )
}

/** The text of tokens without their marks. */
function plainText(tokens: readonly KnownToken[]): string {
  return tokens
    .map((token) => {
      if ('tokens' in token && token.tokens) return plainText(known(token.tokens))
      if (token.type === 'text') return decodeEntities(token.raw)
      return 'text' in token ? token.text : ''
    })
    .join('')
}
