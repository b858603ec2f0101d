import type { ReactNode } from 'react'
import type { Tokens } from 'marked'
import { CodeBlock } from './code-block.tsx'
import { deepest, renderInline } from './inline.tsx'
import { known, type KnownToken } from './lex.ts'
import { TableFrame, TableHead, TableRows } from './table-rows.tsx'
import { useWords } from '../use-words.ts'

export interface RenderOptions {
  /** More may come to the last token. */
  readonly open: boolean
  /** The number of a list's first item, when the list goes on from an earlier block. */
  readonly first: number | null
  /** In how many lists and quotes. */
  readonly depth: number
}

/** Block tokens as React elements. What is not named here becomes text. */
export function renderBlocks(tokens: readonly KnownToken[], options: RenderOptions): ReactNode[] {
  return tokens.map((token, index) => {
    const open = options.open && index === tokens.length - 1
    return options.depth > deepest ? token.raw : renderBlock(token, index, { ...options, open })
  })
}

function inside(options: RenderOptions, open = options.open): RenderOptions {
  return { open, first: null, depth: options.depth + 1 }
}

function renderBlock(token: KnownToken, key: number, options: RenderOptions): ReactNode {
  switch (token.type) {
    case 'space':
    case 'def':
      return null
    case 'heading':
      return <Heading key={key} token={token} />
    case 'paragraph':
      return (
        <p key={key} dir="auto">
          {renderInline(known(token.tokens))}
        </p>
      )
    case 'text':
      return (
        <p key={key} dir="auto">
          {renderInline(token.tokens ? known(token.tokens) : [token])}
        </p>
      )
    case 'hr':
      return <hr key={key} />
    case 'code':
      return <CodeBlock key={key} code={token.text} language={languageOf(token.lang)} open={options.open} />
    case 'blockquote':
      return (
        <blockquote key={key} dir="auto">
          {renderBlocks(known(token.tokens), inside(options))}
        </blockquote>
      )
    case 'list':
      return <List key={key} token={token} options={options} />
    case 'table':
      return (
        <TableFrame key={key}>
          <table>
            <TableHead token={token} />
            <TableRows token={token} />
          </table>
        </TableFrame>
      )
    default:
      return (
        <p key={key} dir="auto">
          {renderInline([token])}
        </p>
      )
  }
}

/** The first word after the fence. */
export function languageOf(info: string | undefined): string {
  return info?.trim().split(/[\s{]/, 1)[0] ?? ''
}

/** A message stands within a page whose own headings come first: `#` is its third level, and so on. */
function Heading({ token }: { readonly token: Tokens.Heading }): ReactNode {
  const Name = (['h3', 'h4', 'h5', 'h6'] as const)[Math.min(token.depth, 4) - 1] ?? 'h6'
  return (
    <Name dir="auto" className={`md-h${token.depth}`}>
      {renderInline(known(token.tokens))}
    </Name>
  )
}

function List({
  token,
  options,
}: {
  readonly token: Tokens.List
  readonly options: RenderOptions
}): ReactNode {
  const items = token.items.map((item, index) => (
    <Item
      key={index}
      item={item}
      options={inside(options, options.open && index === token.items.length - 1)}
    />
  ))
  if (!token.ordered) return <ul dir="auto">{items}</ul>
  const start = options.first ?? (token.start === '' ? 1 : token.start)
  return (
    <ol dir="auto" start={start}>
      {items}
    </ol>
  )
}

function Item({
  item,
  options,
}: {
  readonly item: Tokens.ListItem
  readonly options: RenderOptions
}): ReactNode {
  const content = renderBlocks(withoutCheckboxes(known(item.tokens)), options)
  if (!item.task) return <li dir="auto">{content}</li>
  return (
    <li dir="auto" className="md-task">
      <Check checked={item.checked === true} />
      {content}
    </li>
  )
}

function Check({ checked }: { readonly checked: boolean }): ReactNode {
  const t = useWords()
  return (
    <span
      className="md-check"
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role -- A drawn box: there is no file to load.
      role="img"
      aria-label={t(checked ? 'transcript:done' : 'transcript:toDo')}
      data-checked={checked}
    />
  )
}

/** The item draws its own. */
function withoutCheckboxes(tokens: readonly KnownToken[]): KnownToken[] {
  return tokens.filter((token) => token.type !== 'checkbox').map(withoutOwnCheckbox)
}

function withoutOwnCheckbox(token: KnownToken): KnownToken {
  if ((token.type !== 'paragraph' && token.type !== 'text') || !token.tokens) return token
  return { ...token, tokens: token.tokens.filter(({ type }) => type !== 'checkbox') }
}
