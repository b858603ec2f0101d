import type { Exported } from '../../shared/transfer.ts'
import { countMessages } from '../database/queries/transfer.ts'
import { markdownWriter } from './write-markdown.ts'
import type { Sink } from './sink.ts'
import type { TransferRoom } from './transfer-room.ts'
import type { ExportOptions } from './transfer.ts'
import { walkStore } from './walk-store.ts'
import { documentWriter, type ExportWriter } from './write-document.ts'

/** Writes an export into a sink. `told` hears how many messages were written, of about how many. */
export async function exportAll(
  room: Pick<TransferRoom, 'db' | 'shared' | 'clock' | 'version'>,
  sink: Sink,
  { scope, format, signal }: Pick<ExportOptions, 'scope' | 'format'> & { readonly signal: AbortSignal },
  told: (done: number, total: number | null) => void,
): Promise<Omit<Exported, 'path'>> {
  const counted = { conversations: 0, messages: 0, contexts: 0 }
  const head = { exportedAt: room.clock.now().toISOString(), version: room.version, scope }
  const writer = (format === 'json' ? documentWriter : markdownWriter)(head, sink.write)
  const total = scope.kind === 'all' ? await countMessages(room.db) : null
  const walk = {
    db: room.db,
    shared: room.shared !== null,
    scope,
    signal,
    async taken() {
      await sink.taken()
      told(counted.messages, total === null ? null : Math.max(total, counted.messages))
    },
  }
  await walkStore(walk, counting(writer, counted))
  writer.end()
  return { ...counted, bytes: await sink.end() }
}

function counting(
  writer: ExportWriter,
  counted: { conversations: number; messages: number; contexts: number },
): ExportWriter {
  return {
    ...writer,
    conversation(record) {
      counted.conversations += 1
      writer.conversation(record)
    },
    message(record) {
      counted.messages += 1
      writer.message(record)
    },
    context(record) {
      counted.contexts += 1
      writer.context(record)
    },
  }
}
