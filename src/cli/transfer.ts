import { resolve } from 'node:path'
import type { Assistant } from '../core/assistant.ts'
import type { Exported, ExportScope, TransferProgress } from '../shared/transfer.ts'
import { findConversation } from './conversation-id.ts'
import type { Session } from './session.ts'
import { bytes, counted } from './text.ts'
import { readTimeRange } from './time-range.ts'
import { UsageError } from './usage-error.ts'

/** `hearth memory export`: what is said and remembered, as a file. */

export interface ExportCommand {
  readonly conversation?: string
  readonly memory?: boolean
  readonly after?: string
  readonly before?: string
  readonly format?: string
}

/** Writes a document to a file, or to standard output for `-`. What is said about it goes to standard error. */
export async function exportMemory(
  assistant: Assistant,
  session: Session,
  file: string,
  options: ExportCommand,
): Promise<number> {
  const { terminal, output, ending } = session
  const scope = await scopeOf(assistant, options)
  const format = options.format ?? 'json'
  if (format !== 'json' && format !== 'markdown')
    throw new UsageError(`--format is json or markdown, not ${format}.`)
  const wanted = { id: terminal.newId(), scope, format, signal: ending.signal } as const
  const stop = showProgress(assistant, session)
  try {
    if (file === '-') {
      const written = await assistant.transfer.exportInto(terminal.stdout, wanted)
      output.note(`Exported ${described(written)}.`)
      return 0
    }
    const path = resolve(terminal.surroundings.cwd, file)
    const written = await assistant.transfer.exportTo(path, wanted)
    if (session.options.json) output.result(`${JSON.stringify(written)}\n`)
    else output.note(`Exported ${described(written)} to ${written.path}.`)
    return 0
  } finally {
    stop()
  }
}

async function scopeOf(assistant: Assistant, options: ExportCommand): Promise<ExportScope> {
  const { conversation, memory = false } = options
  const range = options.after !== undefined || options.before !== undefined
  if ([conversation !== undefined, memory, range].filter(Boolean).length > 1)
    throw new UsageError('Take one of --conversation, --memory, and --after with --before.')
  if (conversation !== undefined) {
    const { id } = await findConversation(assistant, conversation)
    return { kind: 'conversation', conversationId: id }
  }
  if (memory) return { kind: 'memory' }
  if (!range) return { kind: 'all' }
  return { kind: 'range', ...readTimeRange(options) }
}

/** Says on a terminal how far it has come. Returns what takes that away. */
export function showProgress(assistant: Assistant, { output }: Session): () => void {
  if (!output.notesToTerminal) return () => {}
  const stop = assistant.onEvent((event) => {
    if (event.type === 'transfer.progress') output.replaceLine(progressLine(event.progress))
  })
  return () => {
    stop()
    output.replaceLine('')
  }
}

function progressLine({ done, total, unit, ended, kind }: TransferProgress): string {
  if (ended) return ''
  const verb = kind === 'export' ? 'Exporting' : 'Reading'
  const amount = (n: number): string => (unit === 'bytes' ? bytes(n) : n.toLocaleString('en'))
  const of = total === null ? '' : ` of ${unit === 'bytes' ? '' : 'about '}${amount(total)}`
  return `${verb}: ${amount(done)}${of}${unit === 'bytes' ? '' : ' messages'}`
}

function described({ conversations, messages, contexts, bytes: size }: Omit<Exported, 'path'>): string {
  const facts = counted(contexts, 'remembered fact')
  return `${counted(conversations, 'conversation')}, ${counted(messages, 'message')} and ${facts} (${bytes(size)})`
}
