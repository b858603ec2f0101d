import { join } from 'node:path'
import { chatPage, request } from '../../tests/e2e/chat-page.ts'
import { launchApp } from '../../tests/support/app.ts'
import { startScriptedOllama } from '../../tests/support/scripted-ollama/start.ts'
import type { Stage } from './stage.ts'

/**
 * Starts the packed app on the stand-in, in an empty data folder: a first start, one chat, a look at what was saved, and
 * the end. Throws what went wrong.
 */
export async function startStage({ app, resources }: Stage, work: string): Promise<void> {
  await using ollama = await startScriptedOllama()
  ollama.answer({ text: 'All of it is here.' })
  const running = await launchApp({
    appFolder: app,
    dataFolder: join(work, 'data'),
    ollamaHost: ollama.host,
    // As on a computer where nothing of ours is installed.
    env: { NODE_PATH: '', HEARTH_ELECTRON: 'stand-in' },
  })
  try {
    const packed = await running.electron.evaluate(({ app: electronApp }) => electronApp.isPackaged)
    if (!packed) throw new Error(`The stand-in took ${resources} for no packed app.`)
    const chat = chatPage(running.window)
    await chat.ask('Is anything missing?')
    await chat.answers.getByText('All of it is here.').waitFor()
    const { conversations } = await request(running.window, 'conversations.list', {})
    if (conversations.length !== 1) throw new Error('The conversation was not saved.')
    if (running.pageErrors.length > 0) throw new Error(running.pageErrors.join('\n'))
  } catch (error) {
    throw new Error(`The packed app did not do what it should. ${running.output.join('')}`, { cause: error })
  } finally {
    await running.close()
  }
}
