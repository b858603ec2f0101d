import { resolve } from 'node:path'
import { expect, test } from 'vitest'
import type { Assistant } from '../core/assistant.ts'
import type { GrantedFolder } from '../shared/folder.ts'
import { grantFolder, listFolders, revokeFolder } from './folders.ts'
import { scriptAssistant } from './test-assistant.ts'
import { at } from './test-messages.ts'
import { testSession } from './test-session.ts'

function withFolders(): Assistant {
  let folders: GrantedFolder[] = []
  return {
    ...scriptAssistant({ turns: [] }),
    folders: {
      list: async () => folders,
      async grant(path: string) {
        const folder = { path, grantedAt: at }
        folders = [...folders, folder]
        return folder
      },
      async revoke(path: string) {
        folders = folders.filter((folder) => folder.path !== path)
      },
    } as unknown as Assistant['folders'],
  }
}

test('a folder is granted from where one stands, listed, and revoked', async () => {
  const assistant = withFolders()
  const session = testSession('/home/me')
  expect(await grantFolder(assistant, session, 'notes')).toBe(0)
  expect(await listFolders(assistant, session)).toBe(0)
  expect(session.stdout()).toBe(`2026-11-24 15:00  ${resolve('/home/me/notes')}\n`)
  expect(await revokeFolder(assistant, session, '../me/notes/')).toBe(0)
  expect(await assistant.folders.list()).toEqual([])
})

test('without any it is said how to grant one, and --json is an empty array', async () => {
  const session = testSession('/home/me')
  await listFolders(withFolders(), session)
  expect([session.stdout(), session.stderr()]).toEqual(['', expect.stringContaining('hearth folders grant')])
  const json = testSession('/home/me', { json: true })
  await listFolders(withFolders(), json)
  expect(json.stdout()).toBe('[]\n')
})
