import type { MessageRecord } from './document.ts'
import { closed, fenced, inline } from './markdown-text.ts'

type Of<T extends MessageRecord['messageType']> = Extract<MessageRecord, { messageType: T }>

/** Who speaks, for a heading. */
export function speaker({ messageType, role }: MessageRecord): string {
  switch (messageType) {
    case 'agent_request':
      return 'Plan'
    case 'agent_progress':
      return 'Step'
    case 'agent_result':
      return 'Result'
    case 'text':
      return { user: 'You', assistant: 'Hearth', system: 'System' }[role]
  }
}

const planStatus = {
  pending: 'It waits for an answer.',
  approved: 'It was approved.',
  cancelled: 'It was declined.',
  expired: 'It was not answered in time.',
}
const stepState = {
  started: 'under way',
  output: 'under way',
  succeeded: 'done',
  failed: 'failed',
  cancelled: 'stopped',
  unknown: 'cut off',
}
const runStatus = {
  succeeded: 'Done.',
  failed: 'It failed.',
  cancelled: 'It was stopped.',
  interrupted: 'It was cut off.',
}
const answerStatus: Readonly<Record<string, string>> = {
  stopped: 'The answer was stopped.',
  interrupted: 'The answer was cut off.',
  failed: 'The answer failed.',
}

/** What a message says, with plans, steps and results in words. */
export function told(message: MessageRecord): string {
  switch (message.messageType) {
    case 'text':
      return answer(message)
    case 'agent_request':
      return plan(message)
    case 'agent_progress':
      return step(message)
    case 'agent_result':
      return result(message)
  }
}

function answer({ content, metadata }: Of<'text'>): string {
  const said = answerStatus[metadata?.status ?? '']
  return paragraphs(closed(content), said === undefined ? '' : `*${said}*`)
}

function plan({ content, metadata }: Of<'agent_request'>): string {
  if (metadata === null) return closed(content)
  const steps = metadata.actions.map(({ title }, index) => `${index + 1}. ${inline(title)}`)
  const asked = content.trim() === '' ? inline(metadata.summary) : closed(content)
  return paragraphs(asked, steps.join('\n'), planStatus[metadata.status])
}

function step({ content, metadata }: Of<'agent_progress'>): string {
  if (metadata === null) return closed(content)
  const { title, state, summary, output, error } = metadata
  const words = sentences(title, summary, error?.message) || inline(content)
  return paragraphs(`${words} (${stepState[state]})`, output ? fenced(output) : '')
}

function result({ content, metadata }: Of<'agent_result'>): string {
  if (metadata === null) return closed(content)
  const { status, error, advice } = metadata
  return paragraphs(closed(content), `${runStatus[status]} ${sentences(error?.message, advice)}`.trim())
}

function sentences(...parts: readonly (string | undefined)[]): string {
  return parts
    .filter((part) => part !== undefined)
    .map(inline)
    .join(' ')
}

function paragraphs(...parts: readonly string[]): string {
  return parts.filter((part) => part.trim() !== '').join('\n\n')
}
