// oxlint-disable no-empty-pattern -- Playwright reads from this pattern which fixtures a fixture needs, and none is {}.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test as base, type Page } from '@playwright/test'
import { electronForTests, launchApp, type LaunchOptions, type RunningApp } from '../support/app.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { startScriptedOllama, type ScriptedOllama } from '../support/scripted-ollama/start.ts'
import { chatPage, type ChatPage } from './chat-page.ts'

export { expect } from '@playwright/test'

interface OpenedApp extends RunningApp {
  readonly chat: ChatPage
}

interface Fixtures {
  /** The scripted Ollama of this test. */
  readonly ollama: ScriptedOllama
  /** The data folder of this test, with an empty database in it. */
  readonly dataFolder: string
  /** Starts the app, again and again on the same data folder. All are closed in the end. */
  readonly open: (options?: Pick<LaunchOptions, 'page' | 'env' | 'args'>) => Promise<OpenedApp>
  readonly app: OpenedApp
  readonly window: Page
  readonly chat: ChatPage
  /** For a test that tries what the page's policy refuses. */
  readonly allowPolicyErrors: () => void
}

/**
 * An app, a data folder and an Ollama of its own for each test. A test also fails when its page threw an error or ran
 * against its policy; then what the page, the process and the log said is attached.
 */
export const test = base.extend<Fixtures & { policy: { strict: boolean } }>({
  ollama: async ({}, provide) => {
    await using ollama = await startScriptedOllama()
    // Conversations keep their first title, by which the specs find them.
    ollama.answerTitles({ fault: { status: 500, body: { error: 'no title' } } })
    await provide(ollama)
  },

  dataFolder: async ({}, provide) => {
    await using folder = await makeDataFolder()
    await provide(folder.path)
  },

  policy: async ({}, provide) => provide({ strict: true }),

  allowPolicyErrors: async ({ policy }, provide) =>
    provide(() => {
      policy.strict = false
    }),

  open: async ({ dataFolder, ollama, policy }, provide, info) => {
    info.annotations.push({ type: 'electron', description: electronForTests().kind })
    const apps: OpenedApp[] = []
    await provide(async (options) => {
      const app = await launchApp({ dataFolder, ollamaHost: ollama.host, ...options })
      const opened = { ...app, chat: chatPage(app.window) }
      apps.push(opened)
      return opened
    })

    const errors = policy.strict ? apps.flatMap((app) => app.pageErrors) : []
    if (info.status !== info.expectedStatus || errors.length > 0) {
      const windows = apps.at(-1)?.electron.windows() ?? []
      for (const window of windows) {
        const body = await window.screenshot({ timeout: 5_000 }).catch(() => null)
        if (body) await info.attach('window', { body, contentType: 'image/png' })
      }
      const output = apps.map((app) => app.output.join('')).join('\n── next start ──\n')
      await info.attach('output', { body: output, contentType: 'text/plain' })
      await info.attach('log', { body: readLog(dataFolder), contentType: 'text/plain' })
    }
    for (const app of apps) await app.close()
    if (errors.length > 0) throw new Error(`The page was not without errors:\n${errors.join('\n')}`)
  },

  app: async ({ open }, provide) => provide(await open()),
  window: async ({ app }, provide) => provide(app.window),
  chat: async ({ app }, provide) => provide(app.chat),
})

function readLog(dataFolder: string): string {
  try {
    return readFileSync(join(dataFolder, 'logs', 'hearth.log'), 'utf8')
  } catch (error) {
    return `There is no log: ${String(error)}`
  }
}
