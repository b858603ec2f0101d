import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../tests/support/scripted-ollama/serve.ts', import.meta.url))

export interface ScriptedProcess extends AsyncDisposable {
  /** For OLLAMA_HOST. */
  readonly host: string
  readonly url: string
}

/** The scripted Ollama as a process of its own, so that it takes no time of the one that is measured. */
export async function serveScriptedOllama(flags: readonly string[]): Promise<ScriptedProcess> {
  const child = spawn(process.execPath, [program, '--port', '0', ...flags], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  const [host] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
  return {
    host,
    url: `http://${host}`,
    async [Symbol.asyncDispose]() {
      child.kill()
      await once(child, 'exit')
    },
  }
}
