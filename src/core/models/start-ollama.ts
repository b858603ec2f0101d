import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import { AppError } from '../../shared/errors.ts'
import type { OllamaStatus } from '../../shared/model.ts'
import type { OllamaHelp } from '../../shared/recommendation.ts'
import { findOllama, type Computer } from '../ollama/find.ts'

/** The unit that Ollama's installer for Linux makes. */
const unit = '/etc/systemd/system/ollama.service'

export interface StartOptions {
  readonly computer: Computer
  /** Whether there is a file. */
  readonly exists: (path: string) => Promise<boolean>
  readonly status: () => Promise<OllamaStatus>
  /** How long it may take until it answers, in milliseconds. */
  readonly patienceMs?: number
  /** Nobody waits any more. What was started goes on. */
  readonly signal: AbortSignal
}

/** How one comes to a running Ollama here. Nothing is opened or run by this. */
export async function helpWithOllama({
  computer,
  exists,
}: Pick<StartOptions, 'computer' | 'exists'>): Promise<OllamaHelp> {
  const site = 'https://ollama.com/download'
  const [system, getCommand] = ways[computer.platform] ?? ['', null]
  const hasUnit = await isService(computer, exists)
  return {
    canStart: (await findOllama(computer)) !== null,
    startCommand: hasUnit ? 'sudo systemctl start ollama' : 'ollama serve',
    getUrl: `${site}${system}`,
    getCommand,
  }
}

const ways: Partial<Record<NodeJS.Platform, readonly [string, string | null]>> = {
  linux: ['/linux', 'curl -fsSL https://ollama.com/install.sh | sh'],
  darwin: ['/mac', null],
  win32: ['/windows', null],
}

async function isService({ platform }: Computer, exists: StartOptions['exists']): Promise<boolean> {
  return platform === 'linux' && (await exists(unit))
}

/**
 * Starts Ollama and resolves when it answers. It is no part of Hearth: it goes on when Hearth is closed, as if the person
 * had started it. Where it is a service of the system it is started as that, since as the person's own program it would
 * not find the models of the service. Throws AppError with what to do by hand, `cancelled` when nobody waits any more.
 */
export async function startOllama(options: StartOptions): Promise<OllamaStatus> {
  const { computer, exists, status, patienceMs = 60_000, signal } = options
  const now = await status()
  if (now.state === 'running') return now
  const program = await findOllama(computer)
  if (program === null)
    throw new AppError('ollama_not_installed', 'Ollama is not installed on this computer.')
  const hasUnit = await isService(computer, exists)
  const byHand = hasUnit ? 'sudo systemctl start ollama' : 'ollama serve'
  const [command, args] = hasUnit ? ['systemctl', ['start', 'ollama']] : [program, ['serve']]
  // Its own servers are asked for nothing, unless the person says so.
  const env = { OLLAMA_NO_CLOUD: '1', ...computer.env }
  const child = spawn(command, args, { detached: true, stdio: 'ignore', env, windowsHide: true })
  child.unref()
  let ended: string | null = null
  once(child, 'exit').then(
    ([code]) => (ended = code === 0 && hasUnit ? null : `it ended at once, with ${String(code)}`),
    (error: unknown) => (ended = String(error)),
  )
  const started = performance.now()
  for (;;) {
    await wait(250, undefined, { signal }).catch(() => {
      throw new AppError('cancelled', 'Hearth is closing.')
    })
    const found = await status()
    if (found.state === 'running') return found
    const why = ended ?? (performance.now() - started > patienceMs ? 'it does not answer' : null)
    if (why === null) continue
    throw new AppError('ollama_failed', `Ollama could not be started (${why}). Run in a terminal: ${byHand}`)
  }
}
