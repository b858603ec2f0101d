import { statfs } from 'node:fs/promises'
import { posix, win32 } from 'node:path'

/** What of the computer decides where Ollama keeps its models. */
export interface ModelsPlace {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  readonly home: string
}

/**
 * Where Ollama on this computer may keep its models: OLLAMA_MODELS, or the usual folders. On Linux the installer's service
 * runs as a user of its own with a folder of its own; which of the two is in use cannot be told from outside.
 */
function modelsFolders({ platform, env, home }: ModelsPlace): readonly string[] {
  const chosen = env['OLLAMA_MODELS']
  if (chosen) return [chosen]
  if (platform === 'win32') return [win32.join(home, '.ollama', 'models')]
  const own = posix.join(home, '.ollama', 'models')
  return platform === 'linux' ? [own, '/usr/share/ollama/.ollama/models'] : [own]
}

/** Bytes that may still be written on the disk of a folder; null for one that is not there, or not for us to see. */
async function freeBytes(folder: string): Promise<number | null> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return bavail * bsize
  } catch {
    // Whatever the reason: then nothing is known, and Ollama itself will tell.
    return null
  }
}

/** Bytes for models: the most of the folders where they may lie, so that no download is refused that would fit. */
export async function roomForModels(
  place: ModelsPlace,
  free: (folder: string) => Promise<number | null> = freeBytes,
): Promise<number | null> {
  const found = await Promise.all(modelsFolders(place).map(free))
  const known = found.filter((bytes) => bytes !== null)
  return known.length === 0 ? null : Math.max(...known)
}
