import { randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Database } from '../../src/core/database/database.ts'
import { sql } from 'drizzle-orm'
import { systemClock } from '../../src/core/clock.ts'
import { createEventHub } from '../../src/core/event-hub.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { createHistory } from '../../src/core/orchestrator/history.ts'
import type { Room } from '../../src/core/orchestrator/room.ts'
import { createTransfer } from '../../src/core/transfer/create-transfer.ts'
import type { Transfer } from '../../src/core/transfer/transfer.ts'
import type { HearthEvent } from '../../src/shared/events.ts'
import type { Exported, FactsAs, Imported, ImportPreview, MergePolicy } from '../../src/shared/transfer.ts'
import { openTestStore } from './store.ts'

/** Exports and imports on a real store of its own. */
export interface TransferStage {
  readonly db: Database
  readonly transfer: Transfer
  readonly events: HearthEvent[]
  /** Conversations in which something is under way. */
  readonly busy: Set<string>
  /** Does a statement that no query of the app does. */
  execute(statement: string): Promise<unknown>
  /** All of it, as JSON. */
  exportTo(path: string): Promise<Exported>
  /** Looks at it, and imports it. */
  bring(
    path: string,
    policy?: MergePolicy,
    facts?: FactsAs,
  ): Promise<{ preview: ImportPreview; imported: Imported }>
  close(): Promise<void>
}

export async function openTransferStage(): Promise<TransferStage> {
  const store = await openTestStore()
  const { db, shared = null } = store
  const hub = createEventHub(log)
  const events: HearthEvent[] = []
  hub.listen((event) => events.push(event))
  const busy = new Set<string>()
  const room = {
    db,
    shared,
    events: hub,
    history: createHistory(db),
    clock: systemClock,
    newId: randomUUID,
    log,
  } as unknown as Room
  const transfer = createTransfer(room, {
    version: '1.2.3',
    erasing: store.erasing,
    // No run has written an output.
    dataFolder: join(tmpdir(), 'hearth-no-outputs'),
    turns: { running: (id) => (busy.has(id) ? ({} as never) : null) },
    runs: { running: () => null, recover: async () => [] },
  })
  return {
    db,
    transfer,
    events,
    busy,
    execute: async (statement) => db.execute(sql.raw(statement)),
    exportTo: (path) => transfer.exportTo(path, { id: randomUUID(), scope: { kind: 'all' }, format: 'json' }),
    async bring(path, policy = 'skip', facts) {
      const preview = await transfer.inspect(path)
      return { preview, imported: await transfer.import({ importId: preview.importId, policy, facts }) }
    },
    async close() {
      await transfer.close()
      await store.close()
    },
  }
}
