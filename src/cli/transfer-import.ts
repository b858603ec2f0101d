import { resolve } from 'node:path'
import type { Assistant } from '../core/assistant.ts'
import {
  factsAs,
  mergePolicies,
  type FactsAs,
  type Imported,
  type ImportPreview,
  type MergePolicy,
  type Standing,
} from '../shared/transfer.ts'
import { confirm } from './confirm.ts'
import type { Session } from './session.ts'
import { counted } from './text.ts'
import { showProgress } from './transfer.ts'
import { UsageError } from './usage-error.ts'

/** `hearth memory import`: a document, after a look at what it would change. */

export interface ImportCommand {
  readonly policy?: string
  readonly facts?: string
  readonly despiteChecksum?: boolean
  readonly dryRun?: boolean
  readonly yes?: boolean
}

/** Reads a document and says what is new in it; then asks, and imports it. With `dryRun` nothing is changed. */
export async function importMemory(
  assistant: Assistant,
  session: Session,
  file: string,
  options: ImportCommand,
): Promise<number> {
  const { terminal, output, ending } = session
  const { despiteChecksum = false, dryRun = false, yes = false } = options
  const policy = policyOf(options.policy ?? 'skip')
  const wanted = factsOf(options.facts)
  const path = resolve(terminal.surroundings.cwd, file)
  const stop = showProgress(assistant, session)
  try {
    const preview = await assistant.transfer.inspect(path, ending.signal)
    if (!session.options.json) for (const line of describe(preview, wanted)) output.note(line)
    if (dryRun) {
      if (session.options.json) output.result(`${JSON.stringify(preview)}\n`)
      return 0
    }
    if (preview.checksumFailed && !despiteChecksum) {
      output.note('Nothing was imported. With --despite-checksum it is imported all the same.')
      return 1
    }
    if (!yes && !(await confirm(session, `Import it? ${words[policy]}`))) {
      output.note('Nothing was imported.')
      return 1
    }
    const { importId } = preview
    const imported = await assistant.transfer.import({
      importId,
      policy,
      facts: wanted,
      despiteChecksum,
      signal: ending.signal,
    })
    if (session.options.json) output.result(`${JSON.stringify(imported)}\n`)
    else output.note(outcome(imported))
    return 0
  } finally {
    stop()
  }
}

const words: Readonly<Record<MergePolicy, string>> = {
  skip: 'What is here with other content stays as it is.',
  newer: 'What is here with other content is replaced where the document has something newer.',
  both: 'What is here with other content stays, and is added once more.',
}

function policyOf(name: string): MergePolicy {
  const found = mergePolicies.find((policy) => policy === name)
  if (found === undefined) throw new UsageError(`--policy is ${mergePolicies.join(', ')}, not ${name}.`)
  return found
}

function factsOf(name: string | undefined): FactsAs | undefined {
  const found = factsAs.find((how) => how === name)
  if (name !== undefined && found === undefined)
    throw new UsageError(`--facts is ${factsAs.join(' or ')}, not ${name}.`)
  return found
}

const sources = { hearth: 'Hearth', chatgpt: 'ChatGPT', 'open-webui': 'Open WebUI' }

function describe(
  { path, source, exportedAt, warnings, factsInUse, ...counts }: ImportPreview,
  wanted: FactsAs | undefined,
): string[] {
  const when = exportedAt === null ? '' : `, of ${exportedAt}`
  return [
    `${path}: an export of ${sources[source]}${when}.`,
    `Conversations: ${standing(counts.conversations)}.`,
    `Messages: ${standing(counts.messages)}.`,
    `Remembered: ${standing(counts.contexts)}.`,
    ...(factsInUse > 0 ? [becoming(factsInUse, wanted ?? counts.factsAs)] : []),
    ...warnings,
  ]
}

function becoming(count: number, how: FactsAs): string {
  const facts = counted(count, 'remembered fact')
  return how === 'kept'
    ? `${facts} will be told to models as if you had said so here; with --facts proposed only when you have said yes.`
    : `${facts} will wait for your yes (hearth memory list --status proposed); with --facts kept they are in use at once.`
}

function standing({ fresh, same, older, newer }: Standing): string {
  const count = (n: number): string => n.toLocaleString('en')
  const parts = [`${count(fresh)} new`, `${count(same)} the same`]
  if (newer > 0) parts.push(`${count(newer)} newer than here`)
  if (older > 0) parts.push(`${count(older)} different, and not newer than here`)
  return parts.join(', ')
}

function outcome({ added, replaced, skipped }: Imported): string {
  const { conversations, messages, contexts } = added
  if (conversations + messages + contexts + replaced + skipped === 0) return 'All of it was here already.'
  const facts = counted(contexts, 'remembered fact')
  const parts = [
    `Added ${counted(conversations, 'conversation')}, ${counted(messages, 'message')} and ${facts}`,
  ]
  if (replaced > 0) parts.push(`replaced ${replaced.toLocaleString('en')}`)
  if (skipped > 0) parts.push(`left ${skipped.toLocaleString('en')} as here`)
  return `${parts.join('; ')}.`
}
