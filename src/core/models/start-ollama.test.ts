import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { OllamaStatus } from '../../shared/model.ts'
import { thisComputer } from '../ollama/find.ts'
import { helpWithOllama, startOllama } from './start-ollama.ts'

let folder: string
beforeEach(async () => void (folder = await mkdtemp(join(tmpdir(), 'hearth-ollama-'))))
afterEach(() => rm(folder, { recursive: true, force: true }))

const address = 'http://127.0.0.1:11434'
const stopped: OllamaStatus = { state: 'stopped', address, message: 'Not running.' }
const running: OllamaStatus = { state: 'running', address, version: '1' }

async function place(script: string) {
  const program = join(folder, 'ollama')
  await writeFile(program, `#!/bin/sh\n${script}\n`)
  await chmod(program, 0o755)
  const computer = { ...thisComputer, platform: 'linux', env: { PATH: `${folder}:/usr/bin:/bin` } } as const
  return { computer, exists: async () => false, signal: new AbortController().signal }
}
const isThere = (file: string) => thisComputer.isProgram(join(folder, file))

test.skipIf(process.platform === 'win32')(
  'starts what is installed, and waits until it answers',
  async () => {
    const options = await place(
      'echo "$1 $OLLAMA_NO_CLOUD" > "$(dirname "$0")/said"; chmod +x "$(dirname "$0")/said"',
    )
    const status = async (): Promise<OllamaStatus> => ((await isThere('said')) ? running : stopped)
    expect(await startOllama({ ...options, status })).toEqual(running)
  },
)

test.skipIf(process.platform === 'win32')('says what to do by hand when it ends at once', async () => {
  const options = await place('exit 3')
  const starting = startOllama({ ...options, status: async () => stopped })
  await expect(starting).rejects.toThrow(/ended at once, with 3.*ollama serve/)
})

test.skipIf(process.platform === 'win32')('waits no longer than anybody waits for it', async () => {
  const options = await place('exec sleep 5')
  const closing = new AbortController()
  const asked = vi.fn<() => Promise<OllamaStatus>>(async () => {
    if (asked.mock.calls.length === 2) closing.abort()
    return stopped
  })
  const starting = startOllama({ ...options, status: asked, signal: closing.signal })
  await expect(starting).rejects.toMatchObject({ code: 'cancelled' })
  expect(asked).toHaveBeenCalledTimes(2)
})

test('knows how one comes to Ollama on each system', async () => {
  const help = (platform: NodeJS.Platform) =>
    helpWithOllama({
      computer: { platform, env: {}, isProgram: async () => false },
      exists: async () => platform === 'linux',
    })
  expect(await help('linux')).toMatchObject({ canStart: false, startCommand: 'sudo systemctl start ollama' })
  expect((await help('darwin')).getUrl).toBe('https://ollama.com/download/mac')
  expect(await help('win32')).toMatchObject({
    getUrl: 'https://ollama.com/download/windows',
    getCommand: null,
  })
})
