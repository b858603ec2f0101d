import { expect, test } from 'vitest'
import { silentLog as log } from '../core/log.ts'
import { AppError } from '../shared/errors.ts'
import { exportMemory } from './export-memory.ts'

test('the menu’s export asks where to, says what was written, and says why nothing was', async () => {
  const told: unknown[] = []
  const exporting = (exportTo: (path: string) => Promise<unknown>, path: string | null): Promise<void> =>
    exportMemory({
      assistant: async () => ({ transfer: { exportTo } }) as never,
      choose: async () => path,
      tell: async (message) => told.push(message),
      log,
    })
  const written = { path: '/x.json', conversations: 1, messages: 2, contexts: 0, bytes: 9 }
  await exporting(async () => written, null)
  expect(told).toEqual([])
  await exporting(async () => written, '/x.json')
  await exporting(async (path) => {
    throw new AppError('disk_full', `The disk is full: ${path}.`)
  }, '/x.json')
  expect(told).toEqual([
    { type: 'info', message: 'Exported 1 conversation, 2 messages and 0 remembered facts to /x.json.' },
    { type: 'error', message: 'The disk is full: /x.json.' },
  ])
})
