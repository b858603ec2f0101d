import { expect, type Locator, type Page } from '@playwright/test'
import type { ChatBody } from '../support/scripted-ollama/chat-body.ts'
import type { RecordedRequest } from '../support/scripted-ollama/exchange.ts'
import type { Reply, RequestInput, RequestName, RequestOutput } from '../../src/shared/contract.ts'

/** The chat window by the names that it has for everyone. */
export interface ChatPage {
  readonly message: Locator
  readonly send: Locator
  readonly stop: Locator
  readonly newChat: Locator
  readonly conversations: Locator
  readonly transcript: Locator
  readonly questions: Locator
  readonly answers: Locator
  /** Types and sends with Enter. */
  ask(text: string): Promise<void>
  /** Waits until no answer is being written. */
  settled(): Promise<void>
  /** Opens a conversation by its title. */
  open(title: string | RegExp): Promise<void>
}

export function chatPage(window: Page): ChatPage {
  const transcript = window.getByRole('log', { name: 'Conversation' })
  const conversations = window.getByRole('navigation', { name: 'Conversations' })
  const message = window.getByRole('textbox', { name: 'Message' })
  const stop = window.getByRole('button', { name: 'Stop', exact: true })
  return {
    message,
    stop,
    transcript,
    conversations,
    send: window.getByRole('button', { name: 'Send', exact: true }),
    newChat: window.getByRole('button', { name: 'New chat' }),
    questions: transcript.getByRole('article', { name: 'You' }),
    answers: transcript.getByRole('article', { name: 'Hearth' }),
    async ask(text) {
      await message.fill(text)
      await message.press('Enter')
    },
    async settled() {
      await expect(stop).toBeHidden()
    },
    async open(title) {
      await conversations.getByText(title).first().click()
    },
  }
}

/** Asks main what the page can ask. */
export async function request<Name extends RequestName>(
  window: Page,
  name: Name,
  input: RequestInput<Name>,
): Promise<RequestOutput<Name>> {
  const expression = `window.hearth.request(${JSON.stringify(name)}, ${JSON.stringify(input)})`
  const reply = (await window.evaluate(expression)) as Reply<RequestOutput<Name>>
  if (!reply.ok) throw new Error(`${name}: ${reply.error.message}`)
  return reply.data
}

/** What the model was given of the conversation, without our own instructions. */
export function saidIn({ body }: RecordedRequest): string[] {
  const { messages } = body as ChatBody
  return messages.filter((message) => message.role !== 'system').map((message) => message.content)
}
