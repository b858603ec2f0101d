import { AppError } from '../../shared/errors.ts'
import type { ForeignConversation } from './foreign-records.ts'
import type { EntryCheck } from './check-entry.ts'
import type { Entry } from './entry.ts'
import { fromChatGpt } from './from-chatgpt.ts'
import { fromOpenWebUi } from './from-open-webui.ts'
import type { JsonSource } from './json/json-source.ts'
import type { Reading } from './read-document.ts'
import { itemsOf } from './read-hearth.ts'

/** Reads the export of another app: a list of conversations. Its first sign is a bracket. */
export async function* readForeign(
  source: JsonSource,
  check: EntryCheck,
  reading: Reading,
): AsyncGenerator<Entry> {
  let leftOut = 0
  let empty = 0
  let count = 0
  for await (const index of itemsOf(source)) {
    reading.within = `[${index}]`
    count += 1
    const { value, text, spot } = await source.value()
    const read = reading.at(source, spot, () => convert(reading.object(value), reading))
    if (read === null) throw source.error(unknownSentence, spot)
    leftOut += read.leftOut
    if (read.messages.length === 0) {
      empty += 1
      continue
    }
    const entry = reading.at(source, spot, () => check.conversation(read.conversation, text))
    yield entry
    for (const message of read.messages)
      yield reading.at(source, spot, () => check.message(message, text, entry.record.id))
  }
  if (count === 0) throw new AppError('invalid_input', `There are no conversations in ${reading.name}.`)
  if (leftOut > 0)
    reading.warnings.push(
      `${leftOut} ${leftOut === 1 ? 'part that is' : 'parts that are'} no text (pictures, files, what tools said) cannot be taken over and ${leftOut === 1 ? 'is' : 'are'} left out.`,
    )
  if (empty > 0)
    reading.warnings.push(
      `${empty} ${empty === 1 ? 'conversation' : 'conversations'} without a message left out.`,
    )
}

const unknownSentence =
  'this is no conversation of ChatGPT or Open WebUI; exports of Hearth, ChatGPT (conversations.json) and Open WebUI can be imported'

function convert(value: Readonly<Record<string, unknown>>, reading: Reading): ForeignConversation | null {
  if (Object.hasOwn(value, 'mapping')) {
    reading.source = 'chatgpt'
    return fromChatGpt(value)
  }
  if (Object.hasOwn(value, 'chat')) {
    reading.source = 'open-webui'
    return fromOpenWebUi(value)
  }
  return null
}
