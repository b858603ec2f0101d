import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTransferStage, type TransferStage } from '../../../tests/support/transfer-stage.ts'
import { exportedConversations, messagesAfter } from '../database/queries/transfer.ts'

let stage: TransferStage
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-foreign-'))
  stage = await openTransferStage()
})
afterAll(async () => {
  await stage.close()
  await rm(folder, { recursive: true })
})

async function bring(document: unknown) {
  const path = join(folder, 'conversations.json')
  await writeFile(path, JSON.stringify(document))
  return stage.bring(path)
}

async function said(index: number) {
  const id = (await exportedConversations(stage.db, { kind: 'all' }))[index]!
  const rows = await messagesAfter(stage.db, id, { last: null, limit: 100 })
  return rows.map(({ role, content, supersededAt, metadata }) => [
    role,
    content,
    supersededAt !== null,
    metadata,
  ])
}

const node = (
  id: string,
  parent: string | null,
  role: string | null,
  content: unknown,
  time: number | null,
) => ({
  id,
  parent,
  children: [],
  message:
    role === null
      ? null
      : { id, author: { role }, create_time: time, content, metadata: { model_slug: 'gpt' } },
})
const words = (...parts: unknown[]) => ({ content_type: 'text', parts })

test('an export of ChatGPT: the way to the current node, with other answers kept as replaced, pictures counted', async () => {
  const nodes = [
    node('root', null, null, null, null),
    node('sys', 'root', 'system', words(''), null),
    node(
      'q',
      'sys',
      'user',
      { content_type: 'multimodal_text', parts: ['What is it?', { content_type: 'image_asset_pointer' }] },
      1700000000.5,
    ),
    node('a1', 'q', 'assistant', words('A dog.'), 1700000001),
    node('a2', 'q', 'assistant', words('A cat.'), 1700000002),
    node('tool', 'a2', 'tool', words('…'), 1700000003),
    node('code', 'tool', 'assistant', { content_type: 'code', language: 'python', text: 'print(1)' }, null),
  ]
  const document = [
    {
      title: 'Cats',
      create_time: 1700000000.25,
      update_time: 1700000009,
      current_node: 'code',
      conversation_id: 'abc',
      mapping: Object.fromEntries(nodes.map((one) => [one.id, one])),
    },
    { title: 'Nothing', mapping: {}, conversation_id: 'def' },
  ]
  const { preview, imported } = await bring(document)
  expect(preview.source).toBe('chatgpt')
  expect(preview.warnings).toEqual([
    expect.stringMatching(/^2 parts that are no text/),
    expect.stringMatching(/^1 conversation without a message/),
  ])
  expect(imported.added).toEqual({ conversations: 1, messages: 4, contexts: 0 })
  const answered = { status: 'complete', model: 'gpt' }
  expect(await said(0)).toEqual([
    ['user', 'What is it?', false, null],
    ['assistant', 'A cat.', false, answered],
    ['assistant', '```python\nprint(1)\n```', false, answered],
    ['assistant', 'A dog.', true, answered],
  ])
  expect((await bring(document)).imported).toEqual({
    added: { conversations: 0, messages: 0, contexts: 0 },
    replaced: 0,
    skipped: 0,
  })
  const strange = [{ ...document[0], create_time: 1e15 }]
  await expect(bring(strange)).rejects.toThrow(/\[0\]\): the time 1000000000000000 .* out of range/)
})

test('an export of Open WebUI: a tree or a list', async () => {
  const message = (
    id: string,
    parentId: string | null,
    role: string,
    content: string,
    timestamp: number,
  ) => ({
    id,
    parentId,
    role,
    content,
    timestamp,
    model: 'llama3',
  })
  const tree = {
    m1: message('m1', null, 'user', 'Hello', 1800000000),
    m2: message('m2', 'm1', 'assistant', 'Hi', 1800000001),
    m3: message('m3', 'm1', 'assistant', 'Good day', 1800000002),
  }
  const document = [
    {
      id: 'x',
      title: 'A tree',
      created_at: 1800000000,
      updated_at: 1800000005,
      chat: { history: { currentId: 'm3', messages: tree } },
    },
    {
      id: 'y',
      title: 'A list',
      created_at: 1800000100,
      chat: { messages: [message('m1', null, 'user', 'Only this', 1800000100)] },
    },
  ]
  const { preview, imported } = await bring(document)
  expect(preview.source).toBe('open-webui')
  expect(imported.added).toEqual({ conversations: 2, messages: 4, contexts: 0 })
  expect((await said(1)).map(([role, content, replaced]) => [role, content, replaced])).toEqual([
    ['user', 'Hello', false],
    ['assistant', 'Good day', false],
    ['assistant', 'Hi', true],
  ])
  expect((await bring(document)).imported.added).toEqual({ conversations: 0, messages: 0, contexts: 0 })
})
