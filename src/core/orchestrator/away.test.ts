import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { startPostgres, type PostgresServer } from '../../../tests/support/postgres-server.ts'
import { scriptModel } from '../../../tests/support/scripted-model.ts'
import { newIds } from '../../../tests/support/stage.ts'
import type { HearthEvent } from '../../shared/events.ts'
import { openAssistant, type Assistant } from '../assistant.ts'

/** A server of this file's own, to be stopped and started. */
let server: PostgresServer
let dataFolder: string
beforeAll(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'hearth-data-'))
  if (inject('databaseServer') !== null) server = await startPostgres()
})
afterAll(async () => {
  await server?.[Symbol.asyncDispose]()
  await rm(dataFolder, { recursive: true })
})

const heard = (assistant: Assistant, suits: (event: HearthEvent) => boolean): Promise<void> =>
  new Promise((resolve) => {
    assistant.onEvent((event) => {
      if (suits(event)) resolve()
    })
  })

test('an answer that ends while the server is away is reported, and saved when it is back', async () => {
  const model = scriptModel()
  const databaseUrl = await server.makeDatabase()
  const assistant = await openAssistant({ dataFolder, databaseUrl, server: model })
  const { turnId, conversationId } = newIds()
  const turn = await assistant.startTurn({ turnId, conversationId, text: 'Hello' })
  const call = await model.call(0)
  call.say({ type: 'text', text: 'Half' })
  const lost = heard(assistant, (event) => event.type === 'store.trouble' && event.error !== null)
  await server.stop('immediate')
  await lost
  call.answer(' and whole')
  const { answer } = await turn.ended
  expect(answer).toMatchObject({ content: 'Half and whole', metadata: { status: 'complete' } })

  const saved = heard(assistant, (event) => event.type === 'message.saved' && event.message.id === answer.id)
  const reread = heard(assistant, (event) => event.type === 'store.changed')
  await server.start()
  await saved
  await reread
  await assistant.close()

  const next = await openAssistant({ dataFolder, databaseUrl, server: model })
  const { messages } = await next.conversations.open(conversationId)
  await next.close()
  expect(messages.map(({ content, metadata }) => [content, metadata])).toEqual([
    ['Hello', { turnId }],
    ['Half and whole', answer.metadata],
  ])
})

test('a message that cannot be saved is refused with the reason', async () => {
  const databaseUrl = await server.makeDatabase()
  const assistant = await openAssistant({ dataFolder, databaseUrl, server: scriptModel() })
  await server.stop()
  await expect(assistant.startTurn({ ...newIds(), text: 'Hello' })).rejects.toMatchObject({
    code: 'database_unreachable',
  })
  await assistant.close()
  await server.start()
})
