import { randomUUID } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeDataFolder } from '../../../tests/support/data-folder.ts'
import { ableModel, scriptModel } from '../../../tests/support/scripted-model.ts'
import { openAssistant } from '../assistant.ts'
import { openDatabase } from '../database/open.ts'
import { storeFact } from '../database/queries/context.ts'
import { silentLog as log } from '../log.ts'

/** The files of a folder that hold some words. */
function filesWith(words: string, folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const path = join(folder, name)
    return statSync(path).isFile() && readFileSync(path).includes(words)
  })
}

async function openPlace() {
  const folder = await makeDataFolder()
  const model = scriptModel()
  const open = () => openAssistant({ dataFolder: folder.path, server: model })
  const talk = async (assistant: Awaited<ReturnType<typeof open>>, text: string, temporary: boolean) => {
    const conversationId = randomUUID()
    const calls = model.calls.length
    const turn = await assistant.startTurn({ turnId: randomUUID(), conversationId, text, temporary })
    ;(await model.call(calls)).answer(`${text}?`)
    await turn.ended
    return conversationId
  }
  return { folder, model, open, talk, [Symbol.asyncDispose]: () => folder[Symbol.asyncDispose]() }
}

const secret = 'quixotic-zebra'

test('what was deleted is in no file any more when the same conversation comes anew by an import', async () => {
  await using place = await openPlace()
  const assistant = await place.open()
  const conversationId = await place.talk(assistant, `I keep a ${secret}`, false)
  const path = join(place.folder.path, 'memory.json')
  const scope = { kind: 'conversation', conversationId } as const
  await assistant.transfer.exportTo(path, { id: randomUUID(), scope, format: 'json' })
  writeFileSync(path, readFileSync(path, 'utf8').replaceAll(secret, 'cat'))
  await assistant.conversations.remove(conversationId)
  expect(filesWith(secret, join(place.folder.path, 'postgres'))).not.toEqual([])
  const { importId } = await assistant.transfer.inspect(path)
  const imported = await assistant.transfer.import({ importId, policy: 'skip', despiteChecksum: true })
  expect(imported.added).toMatchObject({ conversations: 1, messages: 2 })
  await assistant.close()
  expect(filesWith(secret, join(place.folder.path, 'postgres'))).toEqual([])
})

test('a fact in whose place a newer one came by an import is in no file any more', async () => {
  await using place = await openPlace()
  const assistant = await place.open()
  const conversationId = await place.talk(assistant, 'Hello', false)
  await assistant.close()
  const store = await openDatabase({ dataFolder: place.folder.path, log })
  await storeFact(store.db, {
    conversationId,
    contextType: 'domain',
    contextKey: 'pet',
    contextValue: secret,
    evidence: `A ${secret} it is`,
  })
  await store.close()
  const again = await place.open()
  const path = join(place.folder.path, 'memory.json')
  await again.transfer.exportTo(path, { id: randomUUID(), scope: { kind: 'memory' }, format: 'json' })
  const document = JSON.parse(readFileSync(path, 'utf8')) as { contexts: { updatedAt: string }[] }
  for (const fact of document.contexts) fact.updatedAt = '2100-01-01T00:00:00.000Z'
  writeFileSync(path, JSON.stringify(document).replaceAll(secret, 'cat'))
  const { importId } = await again.transfer.inspect(path)
  const given = { importId, policy: 'newer', facts: 'kept', despiteChecksum: true } as const
  expect(await again.transfer.import(given)).toMatchObject({ replaced: 1 })
  await again.close()
  expect(filesWith(secret, join(place.folder.path, 'postgres'))).toEqual([])
})

test('what was forgotten is in no file of the database any more, the log and the planner’s samples included', async () => {
  await using place = await openPlace()
  const assistant = await place.open()
  const conversationId = await place.talk(assistant, 'Hello', false)
  await assistant.close()
  const { path } = place.folder
  // Enough that the planner takes samples, and one that is too long for a row.
  const store = await openDatabase({ dataFolder: path, log })
  for (let at = 0; at < 60; at += 1)
    await storeFact(store.db, {
      conversationId,
      contextType: 'domain',
      contextKey: `${secret}-${at}`,
      contextValue: at === 0 ? Array.from({ length: 2_000 }, () => `${secret} ${randomUUID()}`) : secret,
      evidence: `${secret} as I said`,
    })
  await storeFact(store.db, {
    conversationId,
    contextType: 'domain',
    contextKey: 'stays',
    contextValue: 'stays',
  })
  await store.db.execute('vacuum (analyze) conversation_context')
  await store.close()
  expect(filesWith(secret, path).length).toBeGreaterThan(3)

  const again = await place.open()
  expect(await again.memory.forget({ kind: 'search', text: secret })).toMatchObject({ count: 60 })
  await vi.waitFor(() => expect(filesWith(secret, path)).toEqual([]), { timeout: 120_000, interval: 500 })
  await vi.waitFor(() => expect(existsSync(join(path, 'to-erase'))).toBe(false), { timeout: 60_000 })
  expect((await again.memory.list({})).facts).toMatchObject([{ key: 'stays' }])
  // And what is left is found as before.
  expect((await again.search({ text: 'stays' })).hits).toMatchObject([{ kind: 'context', key: 'stays' }])
  await again.close()
})

test('a temporary conversation is not listed, gets no title by the model, and leaves nothing', async () => {
  await using place = await openPlace()
  const assistant = await place.open()
  const id = await place.talk(assistant, `I am ${secret}`, true)
  const kept = await place.talk(assistant, 'A usual one', false)
  const titled = await Promise.race([place.model.titleCall(secret), place.model.titleCall('A usual one')])
  expect(JSON.stringify(titled.request)).not.toContain(secret)
  titled.answer('A title')
  expect((await assistant.conversations.open(id)).conversation.temporary).toBe(true)
  const listed = async () => (await assistant.conversations.list({})).conversations.map((one) => one.id)
  expect(await listed()).toEqual([kept])
  expect(filesWith(secret, place.folder.path).length).toBeGreaterThan(0)
  const turn = await assistant.startTurn({
    turnId: randomUUID(),
    conversationId: id,
    text: `/remember ${secret}`,
  })
  await turn.ended
  // Left in the window: gone at once, with its run, and not to be had back.
  await assistant.conversations.remove(id)
  await expect(assistant.conversations.restore(id)).rejects.toMatchObject({ code: 'not_found' })
  expect((await assistant.memory.list({})).facts).toEqual([])
  // Left open: gone with the app.
  await place.talk(assistant, `Again ${secret}`, true)
  await assistant.close()
  expect(filesWith(secret, place.folder.path)).toEqual([])
})

test('the window closes: a temporary conversation goes, and one in which an answer comes goes after it', async () => {
  await using place = await openPlace()
  const assistant = await place.open()
  const idle = await place.talk(assistant, secret, true)
  const usual = await place.talk(assistant, 'A usual one', false)
  const conversationId = randomUUID()
  const calls = place.model.calls.length
  const turn = await assistant.startTurn({
    turnId: randomUUID(),
    conversationId,
    text: `Now ${secret}`,
    temporary: true,
  })
  const answering = await place.model.call(calls)
  const removed: string[] = []
  assistant.onEvent((event) => {
    if (event.type === 'conversation.removed') removed.push(event.id)
  })
  await assistant.leaveTemporary()
  expect(removed).toEqual([idle])
  answering.answer('To its end.')
  expect((await turn.ended).answer.content).toBe('To its end.')
  await vi.waitFor(() => expect(removed).toEqual([idle, conversationId]))
  expect((await assistant.conversations.open(usual)).messages).toHaveLength(2)
  await assistant.close()
  expect(filesWith(secret, place.folder.path)).toEqual([])
})

test('what a run put aside goes with its conversation, and no reminder outlives a temporary one', async () => {
  await using place = await openPlace()
  await using files = await makeDataFolder()
  place.model.installed = [ableModel]
  const assistant = await place.open()
  await assistant.folders.grant(files.path)
  const undo = join(place.folder.path, 'undo')
  const act = async (temporary: boolean, ...named: [string, unknown][]) => {
    const conversationId = randomUUID()
    const calls = place.model.calls.length
    const turn = await assistant.startTurn({
      turnId: randomUUID(),
      conversationId,
      text: 'Do it: replace that file',
      temporary,
    })
    ;(await place.model.call(calls)).name(...named)
    const { request } = await turn.ended
    const { digest } = await assistant.requests.preview(request!.id)
    await assistant.requests.approve({ messageId: request!.id, digest, understood: true })
    const spoken = new Promise<void>((resolve) => {
      assistant.onEvent(({ type }) => {
        if (type === 'turn.ended') resolve()
      })
    })
    ;(await place.model.call(calls + 1)).answer('Done.')
    await spoken
    return conversationId
  }
  const path = join(files.path, 'a.txt')
  const at = new Date(Date.now() + 3_600_000).toISOString()
  const ids: string[] = []
  const kept: string[] = []
  for (const temporary of [true, false]) {
    writeFileSync(path, secret)
    const replace = ['write_file', { path, content: 'new', replace: true }] as [string, unknown]
    ids.push(await act(temporary, replace, ['remind', { text: `Of ${secret}, ${temporary}`, at }]))
    kept.push(...readdirSync(undo).filter((name) => !kept.includes(name)))
  }
  expect(filesWith(secret, undo)).toHaveLength(2)
  expect((await assistant.reminders.list()).map(({ text }) => text)).toEqual([`Of ${secret}, false`])
  await assistant.conversations.remove(ids[0]!)
  // Nothing but what was of that conversation.
  expect(readdirSync(undo)).toEqual(kept.slice(1))
  await assistant.close()
})

test('what a crash left behind is gone after the next opening', async () => {
  await using place = await openPlace()
  const assistant = await place.open()
  const id = await place.talk(assistant, `I am ${secret}`, true)
  await assistant.close()
  // As it was before the app was left.
  const store = await openDatabase({ dataFolder: place.folder.path, log })
  await store.db.execute(
    `insert into conversation (id, title, num_ctx, temporary) values ('${id}', '${secret}', 1, true)`,
  )
  await store.close()
  const next = await place.open()
  await expect(next.conversations.open(id)).rejects.toMatchObject({ code: 'not_found' })
  await next.close()
  expect(filesWith(secret, place.folder.path)).toEqual([])
})
