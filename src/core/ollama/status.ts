import { z } from 'zod'
import { AppError, findAppError } from '../../shared/errors.ts'
import type { OllamaStatus } from '../../shared/model.ts'
import type { Connection } from './connection.ts'
import { notOllama } from './errors.ts'
import { findOllama, type Computer } from './find.ts'

const site = 'https://ollama.com/download'

const versionSchema = z.looseObject({ version: z.string().min(1) })

export interface StatusOptions {
  readonly computer: Computer
  readonly onThisComputer: boolean
  /** The address that Ollama has unless somebody changed it. */
  readonly isUsual: boolean
  /** How long a server that is awake may take, in milliseconds. */
  readonly timeoutMs: number
}

/** How the server is. Never throws. */
export async function readStatus(
  connection: Connection,
  { computer, onThisComputer, isUsual, timeoutMs }: StatusOptions,
  signal?: AbortSignal,
): Promise<OllamaStatus> {
  const { address } = connection
  try {
    const answer: unknown = await connection.call((client) => client.version(), { signal, timeoutMs })
    const { success, data, error } = versionSchema.safeParse(answer)
    if (!success) throw new AppError(...notOllama(address, 'it has no version'), { cause: error })
    return { state: 'running', version: data.version, address }
  } catch (error) {
    const { code, message } = findAppError(error) ?? new AppError('internal', String(error))
    if (code !== 'ollama_not_running' && code !== 'cancelled') return { state: 'unusable', address, message }
    if (code === 'cancelled' || !onThisComputer || (await findOllama(computer)) !== null) {
      return { state: 'stopped', address, message }
    }
    // Whoever names another port has Ollama somewhere, perhaps in a container.
    if (!isUsual)
      return {
        state: 'stopped',
        address,
        message: `${message} – or, if it is not installed, get it from ${site}`,
      }
    return {
      state: 'not_installed',
      address,
      message: `Ollama is not installed. Get it from ${site} and open it once.`,
    }
  }
}
