import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { makeDemoPlace } from '../../scripts/demo/place.ts'
import { launchApp } from '../support/app.ts'
import { chatPage } from './chat-page.ts'
import { violations } from './violations.ts'

test('the demo says what it is, ticks off each step of its tour as it happens, and leaves nothing', async () => {
  const place = await makeDemoPlace()
  const { dataFolder, files, ollama, env } = place
  const app = await launchApp({ dataFolder, ollamaHost: ollama.host, env })
  const { window } = app
  const chat = chatPage(window)
  const bar = window.getByRole('region', { name: 'Scripted demo' })
  const tour = bar.getByRole('list', { name: 'Tour' })
  const taken = tour.getByRole('listitem', { name: /, done$/ })
  const picture = async (name: string): Promise<void> =>
    test.info().attach(name, { body: await window.screenshot(), contentType: 'image/png' })
  const begin = async (): Promise<void> => {
    await bar.getByRole('button', { name: 'Try it' }).click()
    await chat.message.press('Enter')
  }
  try {
    await expect(bar).toContainText('No model is running')
    await expect(window.getByText('Answers come from a script')).toBeVisible()
    await expect(window.getByText(/Ollama \d/)).toHaveCount(0)
    await expect(taken).toHaveCount(0)
    await begin()
    await expect(chat.answers).toContainText('comes from a script')
    await expect(taken).toHaveCount(1)
    await picture('chat')
    expect(await violations(window)).toEqual([])

    await begin()
    await window.getByRole('dialog').getByRole('button', { name: 'Proceed' }).click()
    await expect(taken).toHaveCount(2)
    const list = join(files, 'shopping.md')
    expect(readFileSync(list, 'utf8')).toContain('- milk')
    await expect(chat.answers.last()).toContainText('The list is in')
    await chat.transcript.getByRole('button', { name: 'Undo the change' }).click()
    await expect(taken).toHaveCount(3)
    expect(existsSync(list)).toBe(false)

    await begin()
    await expect(taken).toHaveCount(4)
    await bar.getByRole('button', { name: 'Try it' }).click()
    const exporting = window.getByRole('dialog')
    await exporting.getByRole('button', { name: 'Choose where…' }).click()
    await expect(exporting).toContainText('Exported')
    // What is behind a dialog is hidden from those who cannot see, the bar too.
    await window.keyboard.press('Escape')
    await expect(taken).toHaveCount(5)
    await expect(bar).toContainText('nothing of it is left')
    expect(readFileSync(join(files, 'hearth.json'), 'utf8')).toContain('I drink my coffee black')
    await picture('end')
    expect(app.pageErrors).toEqual([])
  } finally {
    await app.close()
    await place[Symbol.asyncDispose]()
  }
  expect(existsSync(dataFolder)).toBe(false)
})
