import { Option, type Command } from 'commander'
import type { Assistant } from '../core/assistant.ts'
import { contextStatuses, contextTypes, type ContextType } from '../shared/context.ts'
import {
  changeFact,
  forgetFacts,
  listMemory,
  rejectFacts,
  showFact,
  type FactFilters,
  type ForgetOptions,
} from './memory.ts'
import { withAssistant, type Session } from './session.ts'
import { addTransfer } from './transfer-commands.ts'
import { UsageError } from './usage-error.ts'

interface EditOptions {
  readonly value?: string
  readonly jsonValue?: string
  readonly key?: string
  readonly type?: ContextType
}

/** `hearth memory …`: what is remembered. */
export function addMemory(program: Command, session: () => Session, finish: (code: number) => void): void {
  const memory = program
    .command('memory')
    .description(
      'list, show, keep, reject, edit, pin, forget, export or import what is remembered; an id may be given by its first four characters or more',
    )
  const run = async (work: (assistant: Assistant, session: Session) => Promise<number>): Promise<void> =>
    finish(await withAssistant(session(), (assistant) => work(assistant, session())))
  addTransfer(memory, session, finish)
  const type = (): Option => new Option('--type <type>', 'of this type').choices(contextTypes)

  memory
    .command('list')
    .description('list it, pinned first, then what was changed last')
    .option('--search <text>', 'only what has these words')
    .addOption(type())
    .addOption(new Option('--status <status>', 'only in this state').choices(contextStatuses))
    .option('-c, --conversation <id>', 'only of this conversation')
    .action((filters: FactFilters) => run((assistant, here) => listMemory(assistant, here, filters)))
  memory
    .command('show')
    .description('print one, with where it comes from and what it said before')
    .argument('<id>', 'its id, or how that begins')
    .action((id: string) => run((assistant, here) => showFact(assistant, here, id)))
  memory
    .command('keep')
    .description('keep what was proposed, or what was said to be outdated')
    .argument('<id...>', 'their ids, or how those begin')
    .action((ids: string[]) =>
      run(async (assistant, here) => {
        for (const id of ids) await changeFact(assistant, here, id, { status: 'kept' })
        return 0
      }),
    )
  memory
    .command('reject')
    .description('take away what was proposed; it is not learned again from the same words')
    .argument('<id...>', 'their ids, or how those begin')
    .action((ids: string[]) => run((assistant, here) => rejectFacts(assistant, here, ids)))
  memory
    .command('edit')
    .description('give one another value, key or type; its value stays in its history')
    .argument('<id>', 'its id, or how that begins')
    .option('--value <text>', 'the new value, a text')
    .option('--json-value <json>', 'the new value, any JSON')
    .option('--key <key>', 'the new key')
    .addOption(type())
    .action((id: string, { value, jsonValue, ...change }: EditOptions) =>
      run((assistant, here) => {
        const given = jsonValue === undefined ? value : readJson(jsonValue)
        return changeFact(assistant, here, id, { ...change, value: given })
      }),
    )
  memory
    .command('pin')
    .description('put one before all others')
    .argument('<id>', 'its id, or how that begins')
    .option('--off', 'no longer')
    .action((id: string, { off = false }: { off?: boolean }) =>
      run((assistant, here) => changeFact(assistant, here, id, { pinned: !off })),
    )
  memory
    .command('forget')
    .description('forget for good; asks first on a terminal')
    .argument('[id...]', 'their ids, or how those begin')
    .addOption(type())
    .option('-c, --conversation <id>', 'all of this conversation')
    .option('--search <text>', 'all that has these words')
    .option('--all', 'all of it')
    .option('--dry-run', 'only tell what would be forgotten')
    .option('-y, --yes', 'do not ask')
    .action((ids: string[], options: ForgetOptions) =>
      run((assistant, here) => forgetFacts(assistant, here, ids, options)),
    )
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new UsageError(`--json-value is no JSON: ${error instanceof Error ? error.message : String(error)}`)
  }
}
