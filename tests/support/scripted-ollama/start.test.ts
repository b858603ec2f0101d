import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { startScriptedOllama } from './start.ts'

const ask = (url: string, body: object) =>
  fetch(`${url}/api/chat`, {
    method: 'POST',
    body: JSON.stringify({ model: 'tiny', messages: [{ role: 'user', content: 'Hello' }], ...body }),
  }).then((response) => response.text())

it('keeps a rate of a thousand tokens a second, one object each', async () => {
  await using ollama = await startScriptedOllama()
  ollama.answer({ tokens: Array.from({ length: 1_000 }, () => ' w'), tokensPerSecond: 1_000 })
  const start = performance.now()
  const lines = (await ask(ollama.url, {})).trimEnd().split('\n')
  expect(lines).toHaveLength(1_001)
  // Never faster than asked; how much slower is the machine's affair.
  expect(performance.now() - start).toBeGreaterThanOrEqual(990)
})

it('stops, frees its port and comes back as it was', async () => {
  await using ollama = await startScriptedOllama()
  ollama.answer({ text: 'Still me' })
  const held = ollama.byHand()
  const asking = ask(ollama.url, {}).catch((error: unknown) => error)
  await held.asked
  const { url } = ollama
  await ollama.stop()
  expect(await asking).toBeInstanceOf(Error)
  await expect(fetch(url)).rejects.toThrow('fetch failed')
  await using other = await startScriptedOllama({ port: ollama.port })
  await other.stop()
  await ollama.start()
  expect(ollama.url).toBe(url)
  expect(await ask(url, { stream: false })).toContain('"content":"Still me"')
  expect(ollama.questions).toHaveLength(2)
})

it('spends no answer on a title', async () => {
  await using ollama = await startScriptedOllama()
  ollama.answerNext({ text: 'The answer' })
  const title = {
    stream: false,
    options: { num_predict: 32 },
    messages: [
      { role: 'system', content: 'Write a title for this conversation.' },
      { role: 'user', content: 'User: how to bake bread' },
    ],
  }
  expect(await ask(ollama.url, title)).toContain('"content":"About how to bake"')
  expect(await ask(ollama.url, { stream: false })).toContain('"content":"The answer"')
  expect(await ask(ollama.url, { stream: false })).toContain('"content":"You said: Hello"')
  expect(ollama.questions).toHaveLength(2)
})

it('runs as a process of its own and says where', async () => {
  const program = fileURLToPath(new URL('serve.ts', import.meta.url))
  const child = spawn(process.execPath, [program, '--tokens', '7'], { stdio: ['ignore', 'pipe', 'inherit'] })
  try {
    const [line] = (await once(child.stdout, 'data')) as [Buffer]
    const host = line.toString().trim()
    expect(host).toMatch(/^127\.0\.0\.1:\d+$/)
    expect((await ask(`http://${host}`, {})).trimEnd().split('\n')).toHaveLength(8)
  } finally {
    child.kill()
    await once(child, 'exit')
  }
})
