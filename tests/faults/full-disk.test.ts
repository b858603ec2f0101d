import { randomUUID } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sql } from 'drizzle-orm'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { openAssistant, type Assistant } from '../../src/core/assistant.ts'
import { rowsOf, type OpenDatabase } from '../../src/core/database/database.ts'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { findAppError } from '../../src/shared/errors.ts'
import type { HearthEvent } from '../../src/shared/events.ts'
import { createRandom } from '../support/random.ts'
import { scriptModel } from '../support/scripted-model.ts'
import { mountSmallDisk, noSmallDisk, type SmallDisk } from './small-disk.ts'

const random = createRandom(20_260_302)
let disk: SmallDisk
let dataFolder: string

async function codeOf(work: Promise<unknown>): Promise<string | null> {
  return work.then(
    () => null,
    (error: unknown) => findAppError(error)?.code ?? String(error),
  )
}

/** Writes rows that do not compress, until one is refused. Returns the titles that were acknowledged, and the refusal. */
async function writeUntilRefused({ db }: OpenDatabase): Promise<{ kept: string[]; refused: string }> {
  const kept: string[] = []
  for (;;) {
    const title = random.text(6_000)
    const refused = await codeOf(
      db.execute(sql`insert into conversation (title, num_ctx) values (${title}, 1)`),
    )
    if (refused !== null) return { kept, refused }
    kept.push(title)
  }
}

/** Fills the log of the database, which takes no place in tables: of all that can meet a full disk the worst. */
async function logUntilRefused({ db }: OpenDatabase): Promise<string> {
  for (;;) {
    const refused = await codeOf(
      db.execute(sql`select pg_logical_emit_message(true, 'fill', repeat('x', 2000000))`),
    )
    if (refused !== null) return refused
  }
}

async function titles({ db }: OpenDatabase): Promise<string[]> {
  const rows = await rowsOf<{ title: string }>(db, sql`select title from conversation`)
  return rows.map(({ title }) => title).toSorted()
}

describe.skipIf(noSmallDisk)(`on a small disk${noSmallDisk ? ` (skipped: ${noSmallDisk})` : ''}`, () => {
  beforeEach(async () => {
    disk = await mountSmallDisk(120)
    dataFolder = join(disk.path, 'data')
  })
  afterEach(() => disk[Symbol.asyncDispose]())

  test('a disk that fills in mid-write is told; reads go on; nothing is lost; with space it writes again', async () => {
    const database = await openDatabase({ dataFolder, log })
    disk.fill(2_000_000)
    const { kept, refused } = await writeUntilRefused(database)
    expect(refused).toBe('disk_full')
    disk.fill()
    expect(await titles(database)).toEqual(kept.toSorted())
    expect((await writeUntilRefused(database)).refused).toBe('disk_full')
    disk.free()
    await database.db.execute(sql`insert into conversation (title, num_ctx) values ('after', 1)`)
    expect(await titles(database)).toEqual(expect.arrayContaining(['after', ...kept]))
    await database.close()
  })

  test('a disk too full for the log of the database is told by each call, and forgotten when there is space', async () => {
    const database = await openDatabase({ dataFolder, log, patienceMs: 5_000 })
    await database.db.execute(sql`insert into conversation (title, num_ctx) values ('kept', 1)`)
    disk.fill()
    expect(await logUntilRefused(database)).toBe('disk_full')
    for (let again = 0; again < 2; again += 1) expect(await codeOf(titles(database))).toBe('disk_full')
    disk.free()
    expect(await titles(database)).toEqual(['kept'])
    await database.db.execute(sql`insert into conversation (title, num_ctx) values ('after', 1)`)
    await database.close()
  })

  test('a folder on a full disk opens for reading, or says that the disk is full; never that it is damaged', async () => {
    const first = await openDatabase({ dataFolder, log })
    await first.db.execute(sql`insert into conversation (title, num_ctx) values ('kept', 1)`)
    await first.close()
    disk.fill()
    const outcome = await openDatabase({ dataFolder, log }).then(
      async (database) => {
        const found = await titles(database)
        await database.close()
        return found
      },
      (error: unknown) => findAppError(error)?.code,
    )
    expect([['kept'], 'disk_full']).toContainEqual(outcome)
    disk.free()
    const database = await openDatabase({ dataFolder, log })
    expect(await titles(database)).toEqual(['kept'])
    await database.close()
  })

  test.each([0, 1_000_000, 25_000_000])(
    'a first start with %i bytes left says that the disk is full, and leaves nothing that looks like a database',
    async (left) => {
      disk.fill(left)
      expect(await codeOf(openDatabase({ dataFolder, log }))).toBe('disk_full')
      expect(await readdir(dataFolder).catch(() => [])).not.toContain('postgres')
      disk.free()
      await (await openDatabase({ dataFolder, log })).close()
    },
  )

  test('an answer that meets a full disk stays on screen, and is saved when there is space', async () => {
    const model = scriptModel()
    const events: HearthEvent[] = []
    const assistant = await openAssistant({ dataFolder, server: model })
    assistant.onEvent((event) => events.push(event))
    const { conversationId, text } = await answerOnFullDisk(assistant, model)
    expect((await shown(assistant, conversationId)) === text).toBe(true)
    expect(events.some(({ type }) => type === 'store.trouble')).toBe(true)
    disk.free()
    await expect.poll(() => lastTrouble(events), { timeout: 30_000 }).toBeNull()
    await assistant.close()
    await using again = await openAssistant({ dataFolder, server: model })
    expect((await shown(again, conversationId)) === text).toBe(true)
  })
})

/** A turn whose answer is too long for the disk. */
async function answerOnFullDisk(assistant: Assistant, model: ReturnType<typeof scriptModel>) {
  const conversationId = randomUUID()
  const turn = await assistant.startTurn({ turnId: randomUUID(), conversationId, text: 'Hello' })
  const text = random.text(2_000_000)
  disk.fill()
  ;(await model.call(0)).answer(text)
  await turn.ended
  return { conversationId, text }
}

async function shown(assistant: Assistant, conversationId: string): Promise<string | undefined> {
  const { messages } = await assistant.conversations.open(conversationId)
  return messages.at(-1)?.content
}

function lastTrouble(events: readonly HearthEvent[]): unknown {
  const trouble = events.findLast(({ type }) => type === 'store.trouble')
  return trouble && 'error' in trouble ? trouble.error : null
}
