import { createHash } from 'node:crypto'
import type { ExportScope } from '../../shared/transfer.ts'
import { canonicalJson } from './canonical-json.ts'
import { documentFormat, documentVersion } from './document.ts'
import type { Visitor } from './walk-store.ts'

export interface DocumentHead {
  readonly exportedAt: string
  /** Of Hearth. */
  readonly version: string
  readonly scope: ExportScope
}

/** What writes an export piece by piece. */
export interface ExportWriter extends Visitor {
  /** After all else. */
  end(): void
}

/** Writes a memory document: one record a line, each in the form that the checksum is over. */
export function documentWriter(head: DocumentHead, write: (text: string) => void): ExportWriter {
  const hash = createHash('sha256')
  const list = createLists(write)

  /** The record as it is written; the checksum is over the same. */
  function add(record: unknown): string {
    const text = canonicalJson(record)
    hash.update(text).update('\n')
    return text
  }

  const { version, exportedAt, scope } = head
  const opening = {
    format: documentFormat,
    version: documentVersion,
    exportedAt,
    application: { name: 'Hearth', version },
    scope,
  }
  const lines = Object.entries(opening).map(([key, value]) => `"${key}":${canonicalJson(value)}`)
  write(`{${lines.join(',\n')},\n"conversations":[`)
  return {
    conversation(record) {
      list.open('conversations')
      list.item(`${add(record).slice(0, -1)},"messages":[`, ']}')
    },
    message: (record) => list.inner(add(record)),
    context(record) {
      list.open('contexts')
      list.item(add(record))
    },
    forgotten(record) {
      list.open('forgotten')
      list.item(add(record))
    },
    end() {
      list.close()
      write(`,\n"sha256":"${hash.digest('hex')}"}\n`)
    },
  }
}

const names = ['conversations', 'contexts', 'forgotten'] as const

/** Commas, brackets and the names of the lists, the empty ones too. */
function createLists(write: (text: string) => void) {
  let current = 0
  let items = 0
  let inside = 0
  /** What ends the last item. */
  let closing = ''

  function endItem(): void {
    write(inside > 0 ? `\n${closing}` : closing)
    closing = ''
    inside = 0
  }

  function open(name: (typeof names)[number] | null): void {
    while (names[current] !== name) {
      endItem()
      write(items > 0 ? '\n]' : ']')
      current += 1
      items = 0
      const next = names[current]
      if (next === undefined) return
      write(`,\n"${next}":[`)
    }
  }

  return {
    open,
    item(text: string, end = '') {
      endItem()
      write(`${items > 0 ? ',' : ''}\n${text}`)
      closing = end
      items += 1
    },
    inner(text: string) {
      write(`${inside > 0 ? ',' : ''}\n${text}`)
      inside += 1
    },
    close: () => open(null),
  }
}
