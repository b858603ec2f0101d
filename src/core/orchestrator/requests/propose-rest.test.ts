import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeActionPlace } from '../../../../tests/support/action-place.ts'
import { openTestStore } from '../../../../tests/support/store.ts'
import type { RequestMessage } from '../../../shared/message.ts'
import { fileActions, makeCatalogue } from '../../actions/catalogue.ts'
import { systemClock } from '../../clock.ts'
import type { OpenDatabase } from '../../database/database.ts'
import { findRequest } from '../../database/queries/requests.ts'
import { saveMessage } from '../../database/queries/turns.ts'
import { createEventHub } from '../../event-hub.ts'
import { silentLog } from '../../log.ts'
import { digestOf } from '../plan/digest.ts'
import { proposeRest } from './propose-rest.ts'

let store: OpenDatabase
const folders = makeActionPlace()
const conversationId = randomUUID()
beforeAll(async () => {
  store = await openTestStore()
  const now = new Date('2026-03-01T10:00:00.000Z')
  const message = { id: randomUUID(), conversationId, role: 'user', content: 'Do it', now } as const
  await saveMessage(store.db, {
    message: { ...message, messageType: 'text', metadata: null },
    title: 'x',
    numCtx: 1,
    model: null,
  })
})
afterAll(async () => {
  await store.close()
  folders[Symbol.dispose]()
})

const action = {
  id: 'a',
  action: 'write_file',
  title: 'Write a new file a with 1 character.',
  arguments: { path: 'a', content: 'x', replace: false },
  risk: 'destructive',
  undo: 'yes',
} as const
const from = {
  id: randomUUID(),
  conversationId,
  role: 'assistant',
  content: '',
  messageType: 'agent_request',
  createdAt: '',
  metadata: {
    summary: '',
    actions: [action],
    destructive: true,
    digest: '',
    status: 'approved',
    model: 'able',
    readBefore: ['notes.md'],
  },
} satisfies RequestMessage

function room() {
  const actions = {
    catalogue: makeCatalogue(fileActions),
    place: async () => folders.place,
    allows: async () => true,
    folderOf: async () => null,
  }
  const events = createEventHub(silentLog)
  const { db, shared = null } = store
  return { db, shared, actions, events, clock: systemClock, newId: randomUUID }
}

test('the rest of a plan is a plan of its own that waits, as destructive as it was', async () => {
  const here = room()
  const told: unknown[] = []
  here.events.listen((event) => told.push(event))
  const request = await proposeRest(here, [action], from)
  expect(request).toMatchObject({
    conversationId,
    content: action.title,
    metadata: {
      status: 'pending',
      destructive: true,
      model: 'able',
      readBefore: ['notes.md'],
      actions: [
        {
          action: 'write_file',
          risk: 'destructive',
          arguments: { ...action.arguments, path: join(folders.granted, action.arguments.path) },
        },
      ],
    },
  })
  const { actions, digest } = request.metadata!
  expect(actions[0]!.id).not.toBe(action.id)
  expect(digest).toBe(digestOf(request.id, actions))
  expect(await findRequest(store.db, request.id)).toEqual(request)
  expect(told).toEqual([{ type: 'message.saved', message: request }])
})

test('an action that there is no more is not proposed again', async () => {
  const gone = { ...action, action: 'format_disk' }
  await expect(proposeRest(room(), [gone], from)).rejects.toMatchObject({ code: 'forbidden' })
})
