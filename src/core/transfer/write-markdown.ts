import type { ContextRecord } from './document.ts'
import { speaker, told } from './markdown-message.ts'
import { code, inline, quoted, when } from './markdown-text.ts'
import type { DocumentHead, ExportWriter } from './write-document.ts'

/** Writes an export for people to read: no program reads it back. */
export function markdownWriter(head: DocumentHead, write: (text: string) => void): ExportWriter {
  let facts = false
  const titles = new Map<string, string>()
  const line = (text: string): void => write(`${text}\n\n`)
  line('# Hearth')
  line(`Exported on ${when(head.exportedAt)} (UTC) by Hearth ${head.version}.`)

  return {
    conversation({ id, title, model, createdAt, summary }) {
      if (head.scope.kind === 'memory') return void titles.set(id, title)
      titles.set(id, title)
      line(`## ${inline(title) || 'Without a title'}`)
      line(`Begun on ${when(createdAt)}${model === null ? '' : `, answered by ${inline(model)}`}.`)
      if (summary !== null) line(`Its beginning in short:\n\n${quoted(summary)}`)
    },
    message(message) {
      // What was replaced is in the JSON; a reader wants the conversation as it is.
      if (message.supersededAt !== null) return
      line(`### ${speaker(message)}, ${when(message.createdAt)}`)
      line(told(message))
    },
    context(context) {
      if (!facts) line('## What is remembered')
      facts = true
      write(`- ${fact(context, titles.get(context.conversationId) ?? '')}\n`)
    },
    forgotten() {},
    end() {},
  }
}

function fact(
  { key, value, type, status, pinned, evidence, updatedAt }: ContextRecord,
  title: string,
): string {
  const text = typeof value === 'string' ? inline(value) : code(JSON.stringify(value))
  const notes = [type, status === 'kept' ? null : status, pinned ? 'pinned' : null, when(updatedAt)]
  const source = evidence === null ? '' : ` From: “${inline(evidence)}”`
  return `${code(key)}: ${text} (${notes.filter((note) => note !== null).join(', ')}; in “${inline(title)}”).${source}`
}
