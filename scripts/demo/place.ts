import { mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openAssistant } from '../../src/core/assistant.ts'
import { startScriptedOllama, type ScriptedOllama } from '../../tests/support/scripted-ollama/start.ts'
import { demoAnswer, demoModels, demoTitle } from './answers.ts'

/** Where a demo lives: a data folder, a granted folder for its files, a model server with a script. */
export interface DemoPlace extends AsyncDisposable {
  readonly dataFolder: string
  /** Granted. What is written and exported goes here. */
  readonly files: string
  readonly ollama: ScriptedOllama
  /** What the app has to find in its environment. */
  readonly env: Readonly<Record<string, string>>
}

/** Makes the place; closing it deletes all of it. `tokensPerSecond` is how fast the script is read out. */
export async function makeDemoPlace(tokensPerSecond?: number): Promise<DemoPlace> {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'hearth-demo-')))
  const [dataFolder, files] = [join(folder, 'data'), join(folder, 'files')]
  const ollama = await startScriptedOllama({ models: demoModels })
  const close = async (): Promise<void> => {
    await ollama.stop()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }
  try {
    for (const path of [dataFolder, files]) mkdirSync(path, { mode: 0o700 })
    const answer = demoAnswer(files)
    ollama.answer((body) => ({ ...answer(body), ...(tokensPerSecond && { tokensPerSecond }) }))
    ollama.answerTitles(demoTitle)
    await furnish(dataFolder, files, ollama.host)
  } catch (error) {
    await close()
    throw error
  }
  const env = {
    HEARTH_DATA_DIR: dataFolder,
    HEARTH_DEMO: files,
    OLLAMA_HOST: ollama.host,
    // Never a database that somebody uses.
    DATABASE_URL: '',
    DATABASE_READ_URL: '',
  }
  return { dataFolder, files, ollama, env, [Symbol.asyncDispose]: close }
}

/** It ends with its window, takes no key from the desktop, and may write where the tour writes. */
async function furnish(dataFolder: string, files: string, ollamaHost: string): Promise<void> {
  await using assistant = await openAssistant({ dataFolder, ollamaHost })
  await assistant.folders.grant(files)
  await assistant.settings.change({
    general: { closeToTray: false },
    shortcuts: { quickPrompt: { on: false, keys: 'CommandOrControl+Shift+Space' } },
  })
}
