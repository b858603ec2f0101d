import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { request } from '../../tests/e2e/chat-page.ts'
import type { RunningApp } from '../../tests/support/app.ts'
import type { ChatBody } from '../../tests/support/scripted-ollama/chat-body.ts'
import type { Reply } from '../../tests/support/scripted-ollama/reply.ts'
import type { ScriptedOllama } from '../../tests/support/scripted-ollama/start.ts'

/** What the pictures are taken of. */
export interface Scene extends RunningApp {
  readonly ollama: ScriptedOllama
  /** The folder that the person grants. */
  readonly folder: string
}

/** One page: how one comes to it from the one before. */
export interface Shot {
  /** docs/images/NAME-light.png and NAME-dark.png. */
  readonly name: string
  /** The quick prompt has a size of its own. */
  readonly ownSize?: boolean
  /** Resolves with what is to be seen, when it is. */
  readonly go: (scene: Scene) => Promise<Page>
}

const control = process.platform === 'darwin' ? 'Meta' : 'Control'

const answer = `Yes. An index on *those rows alone* stays small, and writes to all the other orders never touch it.

\`\`\`sql
-- Covers only the rows the query asks for.
CREATE INDEX CONCURRENTLY orders_open_idx
    ON orders (customer_id, created_at DESC)
 WHERE status = 'open';
\`\`\`

| Index | Size | Reads per query |
|---|---:|---:|
| Full, on \`status\` | 412 MB | 1,830 |
| Partial, open orders | **9 MB** | **4** |

Two things to check before you rely on it:

1. The query has to say \`status = 'open'\` literally; with a parameter the planner may not use it.
2. Run \`ANALYZE orders\` afterwards, so that the planner knows how small it is.`

const titles = ['A partial index for open orders', 'Two more suppers'] as const

/** What the script calls a conversation. */
export function titleOf({ messages }: ChatBody): Reply {
  const said = messages.map(({ content }) => content).join(' ')
  return { text: titles[said.includes('suppers') ? 1 : 0] }
}

const facts = [
  'Remember that we deploy with Helm',
  'Remember that our production database is Postgres 18',
  'Remember that I prefer short answers with code',
  'Remember that the boat is called Fern',
]

async function ask(window: Page, text: string): Promise<void> {
  const message = window.getByRole('textbox', { name: 'Message' })
  await message.fill(text)
  await message.press('Enter')
}

/** New pages of the app come here. */
export const shots: readonly Shot[] = [
  {
    name: 'chat',
    async go({ window, ollama }) {
      ollama.answerNext({ text: answer })
      await ask(window, 'Only 2 % of our orders are open. Would a partial index help in Postgres?')
      await window.getByText('knows how small it is').waitFor()
      await window.getByRole('heading', { name: titles[0] }).waitFor()
      await window.getByRole('button', { name: 'Answer again' }).waitFor()
      return window
    },
  },
  {
    name: 'plan',
    async go({ window, ollama, electron, folder }) {
      await electron.evaluate(({ dialog }, path) => {
        dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
      }, folder)
      await request(window, 'folders.choose', undefined)
      writeFileSync(join(folder, 'suppers.md'), '# Suppers\n\n- chilli\n- minestrone\n')
      ollama.answerNext({
        calls: [
          {
            name: 'edit_file',
            arguments: {
              path: join(folder, 'suppers.md'),
              old: '- minestrone\n',
              new: '- minestrone\n- dal with spinach\n- bean salad\n',
            },
          },
          {
            name: 'write_file',
            arguments: {
              path: join(folder, 'shopping.md'),
              content: '# Shopping\n\n- lentils\n- spinach\n- beans\n',
            },
          },
        ],
      })
      await window.getByRole('button', { name: 'New chat' }).click()
      await ask(window, `Add dal and a bean salad to suppers.md, and write a shopping list for them`)
      const plan = window.getByRole('dialog')
      await plan.getByText('dal with spinach').waitFor()
      return window
    },
  },
  {
    name: 'run',
    async go({ window, ollama }) {
      ollama.answerNext({ text: 'Both are done: two suppers more, and a list of what they need.' })
      await window.getByRole('dialog').getByRole('button', { name: 'Proceed' }).click()
      await window.getByText('Both are done').waitFor()
      await window.getByRole('heading', { name: titles[1] }).waitFor()
      const run = window.getByRole('article', { name: 'Run' })
      await run
        .getByRole('button', { name: /suppers\.md|Change/ })
        .first()
        .click()
      await run.getByText('bean salad').first().waitFor()
      return window
    },
  },
  {
    name: 'memory',
    async go({ window }) {
      await window.getByRole('button', { name: 'New chat' }).click()
      for (const [index, fact] of facts.entries()) {
        await ask(window, fact)
        await window.getByRole('article', { name: 'Remembered', exact: true }).nth(index).waitFor()
      }
      await window.keyboard.press(`${control}+Shift+m`)
      await window
        .locator('[data-fact]')
        .nth(facts.length - 1)
        .waitFor()
      return window
    },
  },
  {
    name: 'search',
    async go({ window }) {
      await window.keyboard.press('Escape')
      await window.keyboard.press(`${control}+k`)
      await window.keyboard.type('sourdouhg')
      await window.getByRole('dialog').getByRole('option').first().waitFor()
      return window
    },
  },
  {
    name: 'folders',
    async go({ window }) {
      await window.keyboard.press('Escape')
      await window.getByRole('button', { name: 'Folders and rules' }).click()
      await window.getByRole('dialog').getByText('Documents').first().waitFor()
      return window
    },
  },
  {
    name: 'export',
    async go({ window }) {
      await window.keyboard.press('Escape')
      await window.keyboard.press(`${control}+k`)
      await window.keyboard.type('Export')
      await window.getByRole('option', { name: 'Export…' }).click()
      await window.getByRole('dialog', { name: 'Export' }).waitFor()
      return window
    },
  },
  {
    name: 'settings',
    async go({ window }) {
      await window.keyboard.press('Escape')
      await window.keyboard.press(`${control}+,`)
      await window.getByRole('main', { name: 'Settings' }).waitFor()
      return window
    },
  },
  {
    name: 'models',
    async go({ window }) {
      await window.keyboard.press(`${control}+k`)
      await window.keyboard.type('models')
      await window.getByRole('option', { name: 'Models', exact: true }).click()
      const models = window.getByRole('main', { name: 'Models' })
      await models.getByRole('button', { name: /^Options of / }).click()
      await models.getByRole('combobox', { name: 'Context window' }).waitFor()
      return window
    },
  },
]

/** In an empty data folder, while Ollama has no model. */
export const firstStartShot: Shot = {
  name: 'first-start',
  async go({ window }) {
    await window.getByRole('heading', { name: 'Welcome to Hearth' }).waitFor()
    await window.getByRole('button', { name: /^Download / }).waitFor()
    return window
  },
}

/** On a start of its own, which shows nothing else. */
export const quickShot: Shot = {
  name: 'quick-prompt',
  ownSize: true,
  async go({ window, ollama }) {
    ollama.answerNext({
      text: 'With **Ctrl R** in bash: type a part of the command, and press it again for an older one.',
    })
    const question = window.getByRole('textbox')
    await question.fill('How do I search the history of a shell?')
    await question.press('Enter')
    await window.getByText('for an older one').waitFor()
    return window
  },
}
