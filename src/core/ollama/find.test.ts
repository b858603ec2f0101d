import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findOllama, thisComputer } from './find.ts'

const find = (platform: NodeJS.Platform, env: Record<string, string>, ...programs: string[]) =>
  findOllama({ platform, env, isProgram: async (path) => programs.includes(path) })

describe('Ollama’s program', () => {
  it.each([
    ['linux', { PATH: '/bin:/home/a/bin' }, '/home/a/bin/ollama'],
    ['linux', { PATH: '/bin' }, '/usr/local/bin/ollama'],
    ['linux', {}, '/usr/bin/ollama'],
    ['darwin', { PATH: '/usr/bin' }, '/opt/homebrew/bin/ollama'],
    ['darwin', { PATH: '/usr/bin' }, '/Applications/Ollama.app/Contents/Resources/ollama'],
    ['darwin', { HOME: '/Users/a' }, '/Users/a/Applications/Ollama.app/Contents/Resources/ollama'],
    ['win32', { PATH: String.raw`C:\Windows;"D:\My Tools"` }, String.raw`D:\My Tools\ollama.exe`],
    ['win32', { Path: String.raw`C:\Tools` }, String.raw`C:\Tools\ollama.exe`],
    [
      'win32',
      { LOCALAPPDATA: String.raw`C:\Users\a\AppData\Local` },
      String.raw`C:\Users\a\AppData\Local\Programs\Ollama\ollama.exe`,
    ],
  ] as const)('is found on %s with %j', async (platform, env, path) => {
    expect(await find(platform, env, path)).toBe(path)
    expect(await find(platform, env)).toBeNull()
  })

  it('is taken from the PATH first', async () => {
    expect(await find('linux', { PATH: '/opt/own' }, '/usr/bin/ollama', '/opt/own/ollama')).toBe(
      '/opt/own/ollama',
    )
  })

  it.skipIf(process.platform === 'win32')('is a file that can be run, not a folder or a text', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'hearth-find-'))
    const path = join(folder, 'ollama')
    try {
      expect(await thisComputer.isProgram(path)).toBe(false)
      await mkdir(path)
      expect(await thisComputer.isProgram(path)).toBe(false)
      await rm(path, { recursive: true })
      await writeFile(path, '#!/bin/sh\n')
      await chmod(path, 0o755)
      expect(await thisComputer.isProgram(path)).toBe(true)
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
