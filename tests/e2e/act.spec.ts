import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page, TestInfo } from '@playwright/test'
import type { ScriptedOllama } from '../support/scripted-ollama/start.ts'
import { request } from './chat-page.ts'
import { expect, test as base } from './fixtures.ts'

const test = base.extend<{ folder: string }>({
  /** A folder that a person would let Hearth work in. */
  folder: async ({ dataFolder }, provide) => {
    const folder = join(`${dataFolder}-work`)
    mkdirSync(folder)
    await provide(realpathSync(folder))
  },
})

/** The one model there is can name actions. */
function withTools(ollama: ScriptedOllama): void {
  ollama.models = [{ name: 'tiny-tools:latest', capabilities: ['completion', 'tools'] }]
}

/** The system's own dialog for a folder, answered. */
async function answerFolderDialog(electron: ElectronApplication, folder: string): Promise<void> {
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, folder)
}

async function grant(electron: ElectronApplication, window: Page, folder: string): Promise<void> {
  await answerFolderDialog(electron, folder)
  await request(window, 'folders.choose', undefined)
}

async function picture(window: Page, info: TestInfo, name: string): Promise<void> {
  await info.attach(name, { body: await window.screenshot(), contentType: 'image/png' })
}

test('a file is written after a yes to its diff, and taken back', async ({ app, ollama, folder }, info) => {
  const { window, electron, chat } = app
  withTools(ollama)
  await answerFolderDialog(electron, folder)
  const file = join(folder, 'list.md')
  ollama.answerNext({
    calls: [{ name: 'write_file', arguments: { path: file, content: '# List\n\n- milk\n' } }],
  })
  await chat.ask(`Write a shopping list to ${file}`)

  const dialog = window.getByRole('dialog')
  await expect(dialog).toContainText('nothing happens until you say so')
  await dialog.getByRole('button', { name: 'Choose a folder…' }).click()
  await expect(dialog).toContainText('- milk')
  await picture(window, info, 'plan')
  expect(existsSync(file)).toBe(false)
  expect(ollama.questions).toHaveLength(1)

  ollama.answerNext({ text: 'The list is written.' })
  await dialog.getByRole('button', { name: 'Proceed' }).click()
  await expect(dialog).toBeHidden()
  await expect(chat.answers).toContainText('The list is written.')
  expect(readFileSync(file, 'utf8')).toBe('# List\n\n- milk\n')
  const run = chat.transcript.getByRole('article', { name: 'Run' })
  await run.getByRole('button', { name: /^Write a new file/ }).click()
  await expect(run.getByRole('figure', { name: /^Changes in/ })).toContainText('- milk')
  await picture(window, info, 'run')
  await run.getByRole('button', { name: 'Undo the change' }).click()
  await expect(run).toContainText('It was undone.')
  expect(existsSync(file)).toBe(false)
  await picture(window, info, 'undone')
})

test('what destroys is refused by the first key and done only after a tick', async ({
  app,
  ollama,
  folder,
}, info) => {
  const { window, electron, chat } = app
  withTools(ollama)
  await grant(electron, window, folder)
  const file = join(folder, 'notes.md')
  writeFileSync(file, 'Old notes.\n')
  const call = { calls: [{ name: 'delete_file', arguments: { path: file } }] }
  ollama.answerNext(call)
  await chat.ask(`Delete ${file}`)

  const dialog = window.getByRole('dialog')
  const proceed = dialog.getByRole('button', { name: 'Proceed' })
  await expect(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
  await expect(proceed).toBeDisabled()
  await picture(window, info, 'destructive')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  await dialog.getByRole('button', { name: 'Go on chatting' }).click()
  await expect(dialog).toBeHidden()
  expect(existsSync(file)).toBe(true)

  ollama.answerNext(call)
  await chat.ask(`Delete ${file}, really`)
  await dialog.getByRole('checkbox', { name: /^I understand/ }).check()
  ollama.answerNext({ text: 'Gone.' })
  await proceed.click()
  await expect(chat.answers).toContainText('Gone.')
})

test('a plan is answered after a restart, by what was shown and by nothing else', async ({
  open,
  ollama,
  folder,
}) => {
  withTools(ollama)
  const first = await open()
  await grant(first.electron, first.window, folder)
  const file = join(folder, 'a.txt')
  ollama.answerNext({ calls: [{ name: 'write_file', arguments: { path: file, content: 'later' } }] })
  await first.chat.ask(`Write "later" to ${file}`)
  await expect(first.window.getByRole('dialog')).toBeVisible()
  await first.close()

  const { window, chat } = await open()
  await chat.open(/Write "later"/)
  const look = window.getByRole('button', { name: 'Look at the plan' })
  const dialog = window.getByRole('dialog')
  await expect(look.or(dialog).first()).toBeVisible()
  const [conversation] = (await request(window, 'conversations.list', {})).conversations
  const { messages } = await request(window, 'conversations.open', { id: conversation?.id ?? '' })
  const plan = messages.find(({ messageType }) => messageType === 'agent_request')
  const forged = { messageId: plan?.id ?? '', digest: 'f'.repeat(64) }
  await expect(request(window, 'request.approve', forged)).rejects.toThrow(/plan/i)
  expect(existsSync(file)).toBe(false)

  if (!(await dialog.isVisible())) await look.click()
  ollama.answerNext({ text: 'Written.' })
  await dialog.getByRole('button', { name: 'Proceed' }).click()
  await expect(chat.answers).toContainText('Written.')
  expect(readFileSync(file, 'utf8')).toBe('later')
})

test('a command needs no model: its files are listed after a yes, while Ollama is off', async ({
  app,
  ollama,
  folder,
}) => {
  const { window, electron, chat } = app
  await grant(electron, window, folder)
  writeFileSync(join(folder, 'seen.txt'), 'x')
  await ollama.stop()
  await chat.ask(`/files ${folder}`)
  const dialog = window.getByRole('dialog')
  await dialog.getByRole('button', { name: 'Proceed' }).click()
  const run = chat.transcript.getByRole('article', { name: 'Run' })
  await expect(run).toContainText('seen.txt')
})

test('a command that would run for ever is stopped, and says so', async ({ app, ollama, folder }, info) => {
  const { window, electron, chat } = app
  await grant(electron, window, folder)
  await ollama.stop()
  await chat.ask('/run sh -c "echo begun; sleep 600"')
  const dialog = window.getByRole('dialog')
  const tick = dialog.getByRole('checkbox', { name: /^I understand/ })
  await expect(dialog).toContainText('sleep 600')
  if (await tick.isVisible()) await tick.check()
  await dialog.getByRole('button', { name: 'Proceed' }).click()
  const run = chat.transcript.getByRole('article', { name: 'Run' })
  await expect(run).toContainText('begun')
  await picture(window, info, 'running')
  await run.getByRole('button', { name: 'Stop' }).click()
  await expect(run.getByRole('button', { name: 'Stop' })).toBeHidden()
  await expect(run).toContainText(/stopped|cancelled/i)
  await picture(window, info, 'stopped')
})
