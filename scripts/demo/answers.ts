import { join } from 'node:path'
import { de } from '../../src/shared/words/de.ts'
import { en } from '../../src/shared/words/en.ts'
import { zh } from '../../src/shared/words/zh.ts'
import type { ChatBody } from '../../tests/support/scripted-ollama/chat-body.ts'
import type { ScriptedOllamaModel } from '../../tests/support/scripted-ollama/models.ts'
import type { Reply } from '../../tests/support/scripted-ollama/reply.ts'

/** The one model of the demo. It can name actions, and says in its name what it is. */
export const demoModels: readonly ScriptedOllamaModel[] = [
  {
    name: 'scripted-demo:latest',
    capabilities: ['completion', 'tools'],
    contextLength: 32_768,
    parameterSize: '0B',
    quantization: 'script',
  },
]

const rooms = [en.demo, de.demo, zh.demo]

/** Answers the messages of the tour, in the language that they are in; `folder` is where its file is written. */
export function demoAnswer(folder: string): (body: ChatBody) => Reply {
  return ({ messages }) => {
    const at = messages.findLastIndex(({ role }) => role === 'user')
    const said = messages[at]?.content ?? ''
    const { ask, answer, list } = roomOf(said)
    if (said.includes(ask.chat)) return { text: answer.chat }
    if (!said.includes(ask.plan)) return { text: answer.other }
    if (messages.slice(at).some(({ role }) => role === 'tool')) return { text: answer.list }
    const file = /[\w-]+\.md/.exec(ask.plan)?.[0] ?? 'shopping.md'
    return { calls: [{ name: 'write_file', arguments: { path: join(folder, file), content: list } }] }
  }
}

export function demoTitle({ messages }: ChatBody): Reply {
  const said = messages.findLast(({ role }) => role === 'user')?.content ?? ''
  const { ask, title } = roomOf(said)
  if (said.includes(ask.chat)) return { text: title.chat }
  return { text: said.includes(ask.plan) ? title.plan : title.other }
}

function roomOf(said: string): (typeof rooms)[number] {
  return rooms.find(({ ask }) => said.includes(ask.chat) || said.includes(ask.plan)) ?? en.demo
}
