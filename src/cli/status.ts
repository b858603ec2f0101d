import type { Assistant } from '../core/assistant.ts'
import { dataServer } from '../core/data-server.ts'
import type { OllamaStatus } from '../shared/model.ts'
import { likelyModel } from './models.ts'
import { sessionFolder, type Session } from './session.ts'
import { oneLine, table } from './text.ts'

/** Prints how Ollama is, which model would answer, and where the data lies. Exit code 1 when Ollama cannot be used. */
export async function showStatus(assistant: Assistant, session: Session): Promise<number> {
  const { output, options } = session
  const ollama = await assistant.status()
  const running = ollama.state === 'running'
  const model = running ? await likelyModel(assistant, options.model) : null
  const dataFolder = sessionFolder(session)
  const server = dataServer(session.terminal.surroundings.env['DATABASE_URL'])
  if (options.json) output.result(`${JSON.stringify({ ollama, model, dataFolder, dataServer: server })}\n`)
  else {
    const rows = [
      ['Ollama', oneLine(describe(ollama))],
      ...(running ? [['Model', oneLine(model ?? 'none is installed')]] : []),
      ['Data', server ?? dataFolder],
    ]
    output.result(table(rows))
  }
  return running ? 0 : 1
}

/** In a sentence. */
export function describe(ollama: OllamaStatus): string {
  if (ollama.state === 'running') return `${ollama.version} at ${ollama.address}`
  return ollama.message
}
