import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTransferStage, type TransferStage } from '../../../tests/support/transfer-stage.ts'
import { hideConversation } from '../database/queries/conversations.ts'
import { makeDocument, signed } from './test-document.ts'
import type { ExportScope } from '../../shared/transfer.ts'

let stage: TransferStage
let folder: string
const id = (n: number): string => `00000000-0000-4000-8000-00000000000${n}`

beforeAll(async () => {
  stage = await openTransferStage()
  const first = await mkdtemp(join(tmpdir(), 'hearth-export-'))
  const document = makeDocument()
  const [message] = document.conversations[0]!.messages
  document.conversations[0]!.messages.push({
    ...message!,
    id: id(7),
    content: 'See:\n```sh\nhelm upgrade',
    createdAt: '2026-03-02T10:00:00.000Z',
  })
  await writeFile(join(first, 'in.json'), JSON.stringify(signed(document)))
  await stage.bring(join(first, 'in.json'))
  await rm(first, { recursive: true })
})
afterAll(() => stage.close())
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-export-'))
  return () => rm(folder, { recursive: true, force: true })
})

const into = (path: string, scope: ExportScope = { kind: 'all' }, format: 'json' | 'markdown' = 'json') =>
  stage.transfer.exportTo(path, { id: randomUUID(), scope, format })

async function contents(scope: ExportScope) {
  const path = join(folder, 'part.json')
  await into(path, scope)
  const document = JSON.parse(await readFile(path, 'utf8')) as ReturnType<typeof makeDocument>
  return {
    scope: document['scope'],
    messages: document.conversations.map(({ messages }) => messages.length),
    contexts: document.contexts.length,
  }
}

test('one conversation, memory only, or a range of times', async () => {
  const one = { kind: 'conversation', conversationId: id(0) } as const
  expect(await contents(one)).toEqual({ scope: one, messages: [5], contexts: 1 })
  expect(await contents({ kind: 'memory' })).toMatchObject({ messages: [0], contexts: 1 })
  const day = { kind: 'range', after: '2026-03-02T00:00:00.000Z', before: undefined } as const
  expect(await contents(day)).toMatchObject({ messages: [1], contexts: 0 })
  expect(await contents({ kind: 'range', before: '2025-01-01T00:00:00.000Z' })).toMatchObject({
    messages: [],
  })
  const gone = { kind: 'conversation', conversationId: id(9) } as const
  await expect(contents(gone)).rejects.toMatchObject({ code: 'not_found' })
})

test('deleted and temporary conversations are in no export; what is under way ends in it, how to undo stays here', async () => {
  const insert = (n: number, title: string, temporary = false) =>
    stage.execute(
      `insert into conversation (id, title, num_ctx, temporary) values ('${id(n)}', '${title}', 1, ${temporary})`,
    )
  await insert(1, 'Secret', true)
  await insert(2, 'Secret')
  await hideConversation(stage.db, id(2), new Date())
  await insert(3, 'Live')
  const step = { runId: id(9), actionId: '1', state: 'started', inverse: { changes: [] }, outputFile: 'x' }
  for (const [type, metadata] of [
    ['text', { status: 'streaming', writer: id(9) }],
    ['agent_progress', step],
  ] as const)
    await stage.execute(
      `insert into message (conversation_id, role, content, message_type, metadata)
        values ('${id(3)}', 'assistant', '', '${type}', '${JSON.stringify(metadata)}')`,
    )
  const path = join(folder, 'all.json')
  await into(path)
  const text = await readFile(path, 'utf8')
  expect(text).not.toContain('Secret')
  const { conversations } = JSON.parse(text) as ReturnType<typeof makeDocument>
  const live = conversations.find(({ title }) => title === 'Live')
  expect(live?.messages.map(({ metadata }) => metadata)).toEqual(
    expect.arrayContaining([{ status: 'interrupted' }, { runId: id(9), actionId: '1', state: 'unknown' }]),
  )
  await stage.execute(`delete from conversation where id <> '${id(0)}'`)
})

test('a file is replaced when all is written, is its owner’s only, and a link leads to its file', async () => {
  const path = join(folder, 'memory.json')
  await writeFile(path, 'before', { mode: 0o644 })
  await symlink(path, join(folder, 'link.json'))
  expect(await into(join(folder, 'link.json'))).toMatchObject({ conversations: 1, messages: 5, contexts: 1 })
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ format: 'hearth.memory' })
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect((await readdir(folder)).toSorted()).toEqual(['link.json', 'memory.json'])
})

test('what cannot be written is said with its path, and nothing is left', async () => {
  await mkdir(join(folder, 'taken'))
  await expect(into(join(folder, 'taken'))).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining(join(folder, 'taken')),
  })
  await expect(into(join(folder, 'gone', 'memory.json'))).rejects.toMatchObject({
    code: 'not_found',
    message: expect.stringContaining(join(folder, 'gone')),
  })
  await expect(into('/proc/memory.json')).rejects.toThrow('/proc')
  expect(await readdir(folder)).toEqual(['taken'])
})

const canMount = process.platform === 'linux' && process.getuid?.() === 0
test.skipIf(!canMount)('a full disk keeps what was there (needs root on Linux)', async () => {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=64k', 'tmpfs', folder])
  using _ = { [Symbol.dispose]: () => void execFileSync('umount', ['--lazy', folder]) }
  const path = join(folder, 'memory.json')
  await writeFile(path, 'before'.repeat(9_000))
  await into(join(folder, 'other.json')).catch(() => null)
  await writeFile(join(folder, 'rest'), Buffer.alloc(60_000)).catch(() => null)
  await expect(into(path)).rejects.toMatchObject({
    code: 'disk_full',
    message: expect.stringContaining(path),
  })
  expect(await readFile(path, 'utf8')).toBe('before'.repeat(9_000))
  expect((await readdir(folder)).filter((name) => name.includes('partial'))).toEqual([])
})

test('an export that is stopped leaves nothing, also when nobody reads it', async () => {
  const stop = new AbortController()
  stop.abort()
  const wanted = { id: randomUUID(), scope: { kind: 'all' }, format: 'json' } as const
  const path = join(folder, 'memory.json')
  await expect(stage.transfer.exportTo(path, { ...wanted, signal: stop.signal })).rejects.toMatchObject({
    code: 'cancelled',
  })
  const unread = new PassThrough({ highWaterMark: 1 })
  const export_ = stage.transfer.exportInto(unread, wanted)
  stage.transfer.cancel(wanted.id)
  await expect(export_).rejects.toMatchObject({ code: 'cancelled' })
  expect(await readdir(folder)).toEqual([])
  expect(stage.events.at(-1)).toMatchObject({
    type: 'transfer.progress',
    progress: { id: wanted.id, ended: true },
  })
})

test('Markdown tells plans, steps and results in words, and closes the fences of a message', async () => {
  const path = join(folder, 'memory.md')
  await into(path, { kind: 'all' }, 'markdown')
  const text = await readFile(path, 'utf8')
  const headings = text.split('\n').filter((line) => line.startsWith('#'))
  expect(headings).toEqual([
    '# Hearth',
    '## Deploying',
    '### You, 2026-03-01 10:01',
    '### Plan, 2026-03-01 10:02',
    '### Step, 2026-03-01 10:03',
    '### Result, 2026-03-01 10:04',
    '### You, 2026-03-02 10:00',
    '## What is remembered',
  ])
  expect(text).toContain('See:\n```sh\nhelm upgrade\n```\n')
  expect(text).toContain('It was approved.')
  expect(text).toContain(
    '- `uses_helm`: `true` (technology, 2026-03-01 10:01; in “Deploying”). From: “We deploy with Helm”',
  )
})
