import { constants } from 'node:fs'
import { access, stat } from 'node:fs/promises'
import { posix, win32 } from 'node:path'

/** What of the computer decides where a program is. */
export interface Computer {
  readonly platform: NodeJS.Platform
  readonly env: Readonly<Record<string, string | undefined>>
  /** Whether there is a program that can be run. */
  readonly isProgram: (path: string) => Promise<boolean>
}

export const thisComputer: Computer = { platform: process.platform, env: process.env, isProgram }

/**
 * The path of Ollama's program, or null when it is not installed: the PATH first, then where its installers put it. Apps
 * that were started from a dock or a menu often have a shorter PATH than a shell.
 */
export async function findOllama({ platform, env, isProgram: exists }: Computer): Promise<string | null> {
  for (const path of platform === 'win32' ? windowsPlaces(env) : unixPlaces(platform, env)) {
    if (await exists(path)) return path
  }
  return null
}

function windowsPlaces(env: Computer['env']): string[] {
  // Node's own environment does not mind the case of a name; a copy of it does.
  const path = env['PATH'] ?? env['Path'] ?? ''
  const folders = path.split(';').map((folder) => folder.replaceAll('"', ''))
  const places = folders.filter((folder) => folder !== '').map((folder) => win32.join(folder, 'ollama.exe'))
  const local = env['LOCALAPPDATA']
  const programs = env['ProgramFiles']
  if (local) places.push(win32.join(local, 'Programs', 'Ollama', 'ollama.exe'))
  if (programs) places.push(win32.join(programs, 'Ollama', 'ollama.exe'))
  return places
}

function unixPlaces(platform: NodeJS.Platform, env: Computer['env']): string[] {
  const folders = (env['PATH'] ?? '').split(':').filter((folder) => folder !== '')
  const usual = ['/usr/local/bin', '/usr/bin', '/opt/homebrew/bin', '/snap/bin']
  const places = [...folders, ...usual].map((folder) => posix.join(folder, 'ollama'))
  if (platform === 'darwin') {
    places.push('/Applications/Ollama.app/Contents/Resources/ollama')
    const home = env['HOME']
    if (home) places.push(posix.join(home, 'Applications/Ollama.app/Contents/Resources/ollama'))
  }
  return places
}

async function isProgram(path: string): Promise<boolean> {
  try {
    await access(path, constants.X_OK)
    return (await stat(path)).isFile()
  } catch {
    // Not there, or not for us to run: both mean that it is not this one.
    return false
  }
}
