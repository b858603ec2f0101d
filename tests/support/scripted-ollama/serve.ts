/**
 * The scripted Ollama as a process of its own:
 * `node tests/support/scripted-ollama/serve.ts --port N [--tokens N] [--rate N] [--wait MS]`.
 * Prints one line with its address, then serves until it is killed.
 */
import { parseArgs } from 'node:util'
import { defaultReply } from './reply.ts'
import { startScriptedOllama } from './start.ts'

const { values } = parseArgs({
  options: {
    port: { type: 'string' },
    /** How many tokens each answer has; without it the usual answer. */
    tokens: { type: 'string' },
    /** Tokens a second; without it as fast as possible. */
    rate: { type: 'string' },
    /** Milliseconds before the first token. */
    wait: { type: 'string' },
  },
})
const { tokens, rate, wait, port } = values
const server = await startScriptedOllama({ port: Number(port ?? 0) })
server.answer((body) => ({
  ...(tokens === undefined ? defaultReply(body) : { tokens: prose(Number(tokens)) }),
  ...(rate !== undefined && { tokensPerSecond: Number(rate) }),
  ...(wait !== undefined && { firstTokenAfterMs: Number(wait) }),
}))
process.stdout.write(`${server.host}\n`)

/** Markdown of so many tokens: paragraphs of twenty words. */
function prose(count: number): string[] {
  const words = 'the fire in the hearth keeps a small house warm while the long night goes by'.split(' ')
  return Array.from({ length: count }, (_, index) => {
    const word = words[index % words.length] ?? ''
    if (index % 100 === 99) return `${word}.\n\n`
    return index % 20 === 19 ? ` ${word}.` : ` ${word}`
  })
}
