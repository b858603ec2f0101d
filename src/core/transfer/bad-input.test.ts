import { execFileSync } from 'node:child_process'
import { appendFileSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { openTransferStage, type TransferStage } from '../../../tests/support/transfer-stage.ts'
import { readDocument } from './read-document.ts'
import { exportedConversations } from '../database/queries/transfer.ts'
import { makeDocument, type TestDocument } from './test-document.ts'

let stage: TransferStage
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hearth-bad-'))
  stage = await openTransferStage()
})
afterAll(async () => {
  await stage.close()
  await rm(folder, { recursive: true })
})

async function put(text: string | Uint8Array): Promise<string> {
  const path = join(folder, 'bad.json')
  await writeFile(path, text)
  return path
}

const good = (): TestDocument => makeDocument()
const text = (change: (document: TestDocument) => void): string => {
  const document = good()
  change(document)
  return JSON.stringify(document, null, 1)
}
const valid = JSON.stringify(good(), null, 1)
const deep = (levels: number): string => '['.repeat(levels) + ']'.repeat(levels)

const bad: readonly (readonly [string, string | Uint8Array, RegExp])[] = [
  ['an empty file', '', /is empty/],
  ['a page', '<!doctype html>', /line 1, column 1: it does not begin as JSON/],
  ['other JSON', '{"name":"x","list":[1,2]}', /no memory document/],
  ['a list of numbers', '[1,2]', /\[0\]\): this is no object/],
  ['an empty list', '[]', /no conversations/],
  ['a list of other things', '[{"id":"x"}]', /no conversation of ChatGPT or Open WebUI/],
  ['a newer version', text((one) => (one['version'] = 7)), /newer Hearth \(version 7.*Update Hearth/],
  ['a version that there never was', text((one) => (one['version'] = '1')), /never was/],
  [
    'a cut file',
    valid.slice(0, valid.indexOf('"role"') + 3),
    /line \d+, column \d+ \(conversations\[0\]\.messages\[0\]\): .*was cut/,
  ],
  ['a file that is cut between entries', valid.slice(0, valid.indexOf('"contexts"') - 4), /was cut/],
  ['something after the end', `${valid}{}`, /something after its end/],
  [
    '10,000 levels',
    `{"format":${deep(10_000)}}`,
    /line 1, column 11 \(format\): it is nested more than 128 levels/,
  ],
  ['10,000 levels in a list', deep(10_000), /nested more than/],
  ['an archive, as ChatGPT gives it', Buffer.from('PK\u0003\u0004rest', 'latin1'), /ZIP archive\. Unpack it/],
  ['a compressed file', gzipSync(valid), /gzip/],
  ['UTF-16', Buffer.from(`\uFEFF${valid}`, 'utf16le'), /UTF-16\. Save it as UTF-8/],
  ['bytes that are no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0x22]), /not UTF-8/],
  [
    'a comma too many',
    valid.replace('"role": "user",', '"role": "user",,'),
    /column \d+ \(conversations\[0\]\.messages\[0\]\): a key in double quotes is missing/,
  ],
  [
    'a key twice',
    valid.replace('"role": "user",', '"role": "user", "role": "user",'),
    /the key "role" is there twice/,
  ],
  [
    'a key too many',
    text((one) => (one.conversations[0]!.messages[0]!['more'] = 1)),
    /Unrecognized key: "more"/,
  ],
  [
    'a key __proto__ in an entry',
    valid.replace('"role": "user",', '"role": "user", "__proto__": {"x": 1},'),
    /Unrecognized key: "__proto__"/,
  ],
  [
    'a key __proto__ in a conversation',
    valid.replace('"title":', '"__proto__": {}, "title":'),
    /Unrecognized key: "__proto__"/,
  ],
  [
    'a key __proto__ at the top',
    valid.replace('"version":', '"__proto__": {}, "version":'),
    /no key “__proto__”/,
  ],
  [
    'a message twice',
    text((one) => one.conversations[0]!.messages.push(one.conversations[0]!.messages[0]!)),
    /messages\[4\]\): id: .* is there twice/,
  ],
  [
    'a conversation twice',
    text((one) => one.conversations.push(one.conversations[0]!)),
    /conversations\[1\]\): id: .* is there twice/,
  ],
  [
    'a key of memory twice',
    text((one) => one.contexts.push({ ...one.contexts[0]!, id: crypto.randomUUID() })),
    /contexts\[1\]\): key: "uses_helm" is there twice/,
  ],
  [
    'a context without its conversation',
    text((one) => (one.contexts[0]!['conversationId'] = crypto.randomUUID())),
    /contexts\[0\]\): conversationId: there is no conversation/,
  ],
  [
    'a day that is none',
    text((one) => (one.conversations[0]!['createdAt'] = '2026-02-30T10:00:00.000Z')),
    /createdAt: There is no such day/,
  ],
  [
    'the year 0',
    text((one) => (one.conversations[0]!['createdAt'] = '0000-01-01T10:00:00.000Z')),
    /createdAt: This is no time/,
  ],
  [
    'a year with five digits',
    text((one) => (one.conversations[0]!.messages[0]!['createdAt'] = '+012026-01-01T10:00:00.000Z')),
    /messages\[0\]\): createdAt/,
  ],
  [
    'a number that is too large',
    valid.replace('"numCtx": 8192', '"numCtx": 1e400'),
    /the number is too large/,
  ],
  ['a window that no database holds', text((one) => (one.conversations[0]!['numCtx'] = 2 ** 31)), /numCtx/],
  ['a window that holds no prompt', text((one) => (one.conversations[0]!['numCtx'] = 100)), /numCtx/],
  [
    'a year before there were computers',
    text((one) => (one.contexts[0]!['updatedAt'] = '1969-12-31T23:59:59.999Z')),
    /contexts\[0\]\): updatedAt: .* 1970 to 2999/,
  ],
  [
    'a year after them',
    text((one) => (one.conversations[0]!.messages[1]!['createdAt'] = '3000-01-01T00:00:00.000Z')),
    /messages\[1\]\): createdAt/,
  ],
  [
    'a title that is a book',
    text((one) => (one.conversations[0]!['title'] = 'x'.repeat(401))),
    /conversations\[0\]\): title: This is longer than 400 characters/,
  ],
  [
    'a value that is nested deeper than one can be edited',
    text((one) => (one.contexts[0]!['value'] = JSON.parse(deep(101)))),
    /contexts\[0\]\): value: .* 100 levels/,
  ],
  [
    'a run in two conversations',
    text((one) => {
      const [, request] = one.conversations[0]!.messages
      const other = { ...request!, id: crypto.randomUUID() }
      one.conversations.push({ ...one.conversations[0]!, id: crypto.randomUUID(), messages: [other] })
    }),
    /conversations\[1\].messages\[0\]\): metadata.runId: .* in another conversation/,
  ],
  [
    'metadata of another type',
    text((one) => (one.conversations[0]!.messages[1]!['metadata'] = { runId: 'x' })),
    /messages\[1\]\): metadata\./,
  ],
  [
    'a type that there is not',
    text((one) => (one.conversations[0]!.messages[0]!['messageType'] = 'note')),
    /messageType/,
  ],
  ['no contexts', text((one) => Reflect.deleteProperty(one, 'contexts')), /it has no “contexts”/],
]

test.each(bad)(
  '%s is refused with the place of what is wrong, and nothing is imported',
  async (_, content, sentence) => {
    const path = await put(content)
    await expect(stage.transfer.inspect(path)).rejects.toMatchObject({
      code: 'invalid_input',
      message: expect.stringMatching(sentence),
    })
    await expect(stage.transfer.inspect(path)).rejects.toThrow(path)
    expect(await exportedConversations(stage.db, { kind: 'all' })).toEqual([])
  },
)

test('a document that was changed says so, and is imported only when that is asked for', async () => {
  const path = await put(text((one) => (one.conversations[0]!.messages[0]!['content'] = 'Changed')))
  const { importId, checksumFailed, warnings } = await stage.transfer.inspect(path)
  expect([checksumFailed, warnings]).toEqual([true, [expect.stringContaining('checksum does not fit')]])
  await expect(stage.transfer.import({ importId, policy: 'skip' })).rejects.toMatchObject({
    code: 'invalid_input',
    message: expect.stringContaining('checksum'),
  })
  expect(await exportedConversations(stage.db, { kind: 'all' })).toEqual([])
  await stage.transfer.import({ importId, policy: 'skip', despiteChecksum: true })
  expect(await exportedConversations(stage.db, { kind: 'all' })).toHaveLength(1)
})

test('NUL and half of a surrogate pair become U+FFFD, and that is said; a key __proto__ in a value is kept', async () => {
  const document = good()
  document.conversations[0]!['id'] = crypto.randomUUID()
  const [message] = document.conversations[0]!.messages
  document.conversations[0]!.messages = [{ ...message!, id: crypto.randomUUID(), content: 'a\0b\uD800c' }]
  const value = JSON.parse('{"__proto__":{"a":"\\u0000"}}') as unknown
  document.contexts = [
    {
      ...document.contexts[0]!,
      id: crypto.randomUUID(),
      conversationId: document.conversations[0]!['id'],
      messageId: null,
      value,
    },
  ]
  const path = await put(JSON.stringify(document))
  const { importId, warnings } = await stage.transfer.inspect(path)
  expect(warnings).toContainEqual(expect.stringMatching(/^2 entries have characters/))
  await stage.transfer.import({ importId, policy: 'skip', despiteChecksum: true })
  const out = join(folder, 'out.json')
  await stage.exportTo(out)
  const written = await readFile(out, 'utf8')
  expect(written).toContain('"content":"a\uFFFDb\uFFFDc"')
  expect(written).toContain('"value":{"__proto__":{"a":"\uFFFD"}}')
})

test('long entries are handed on few at a time, whatever it is that makes them long', async () => {
  const document = good()
  const [, , step] = document.conversations[0]!.messages
  const long = { ...(step!['metadata'] as object), output: 'ü'.repeat(100_000) }
  document.conversations[0]!.messages = Array.from({ length: 20 }, () => ({
    ...step!,
    id: crypto.randomUUID(),
    metadata: long,
  }))
  const [fact] = document.contexts
  document.contexts = Array.from({ length: 20 }, (_, index) => ({
    ...fact!,
    id: crypto.randomUUID(),
    key: `fact_${index}`,
    value: { list: ['x'.repeat(90_000)] },
  }))
  const sizes: number[] = []
  const { signal } = new AbortController()
  const path = await put(JSON.stringify(document))
  await readDocument(path, { signal, told() {} }, async (entries) => {
    sizes.push(Buffer.byteLength(JSON.stringify(entries)))
  })
  // What is over the bound by one entry is handed on.
  expect(Math.max(...sizes)).toBeLessThan(800_000)
})

test.skipIf(process.platform === 'win32')(
  'what is no file is refused at once: a folder, a device, a pipe that nobody writes to',
  async () => {
    const pipe = join(folder, 'pipe')
    execFileSync('mkfifo', [pipe])
    for (const path of [folder, '/dev/zero', pipe])
      await expect(stage.transfer.inspect(path)).rejects.toMatchObject({
        code: 'invalid_input',
        message: `${path} is no file that can be imported.`,
      })
  },
)

test('a file that is written into while it is imported is not imported', async () => {
  const document = good()
  document.conversations[0]!['id'] = crypto.randomUUID()
  const [message] = document.conversations[0]!.messages
  document.conversations[0]!.messages = [{ ...message!, id: crypto.randomUUID() }]
  document.contexts = []
  const path = await put(JSON.stringify(document))
  const { importId } = await stage.transfer.inspect(path)
  const before = await exportedConversations(stage.db, { kind: 'all' })
  // It is told of when the file has been opened.
  const told = vi.spyOn(stage.events, 'push').mockImplementation(() => {
    appendFileSync(path, ' ')
    return 0
  })
  const importing = stage.transfer.import({ importId, policy: 'skip', despiteChecksum: true })
  await expect(importing).rejects.toThrow('was changed since')
  expect(told).toHaveBeenCalled()
  told.mockRestore()
  expect(await exportedConversations(stage.db, { kind: 'all' })).toEqual(before)
})

test('a file that is replaced between the look and the import is not imported', async () => {
  const path = await put(valid)
  const { importId } = await stage.transfer.inspect(path)
  await put(text((one) => (one.conversations[0]!['title'] = 'Another')))
  await expect(stage.transfer.import({ importId, policy: 'newer' })).rejects.toThrow('was changed since')
  await expect(
    stage.transfer.import({ importId: crypto.randomUUID(), policy: 'newer' }),
  ).rejects.toMatchObject({
    code: 'not_found',
  })
})
