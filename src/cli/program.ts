import { Command, CommanderError } from 'commander'
import { findAppError } from '../shared/errors.ts'
import { addActions, withApproval } from './action-commands.ts'
import { ask, type AskOptions } from './ask.ts'
import { holdChat, type ChatOptions } from './chat.ts'
import { addConversations } from './conversation-commands.ts'
import { addDatabase } from './db-commands.ts'
import { createEnding, type Ending } from './ending.ts'
import { tellIntent, type IntentOptions } from './intent.ts'
import { addMemory } from './memory-commands.ts'
import { listModels } from './models.ts'
import { createOutput, type Output } from './output.ts'
import { searchEverything, type SearchOptions } from './search.ts'
import { withAssistant, type GlobalOptions, type Session } from './session.ts'
import { showStatus } from './status.ts'
import type { Terminal } from './terminal.ts'
import { UsageError } from './usage-error.ts'

const codes = `
Exit codes: 0 done, 1 failed, 2 wrong usage, 3 a plan waits or was declined; stopped by Ctrl-C 130, by SIGTERM 143, by
SIGHUP 129, and 141 when the reader of the result has gone. Whatever stops an answer, what came of it is kept.
HEARTH_DATA_DIR names the data folder, DATABASE_URL a Postgres server in its place, DATABASE_READ_URL a role there that
can only read, OLLAMA_HOST the address of Ollama, NO_COLOR turns colours off.`

/** Runs the command line once. Resolves with the exit code; never rejects. */
export async function run(
  terminal: Terminal,
  version: string,
  ending: Ending = createEnding(),
): Promise<number> {
  const output = createOutput(terminal, ending)
  let code = 0
  const program = createProgram({ terminal, output, ending, version }, (result) => {
    code = result
  })
  try {
    await program.parseAsync(terminal.args, { from: 'user' })
  } catch (error) {
    code = failure(error, output)
  }
  return ending.code() ?? code
}

interface Surface {
  readonly terminal: Terminal
  readonly output: Output
  readonly ending: Ending
  readonly version: string
}

function createProgram(surface: Surface, finish: (code: number) => void): Command {
  const { output, version } = surface
  const program = new Command('hearth')
    .description('A desktop assistant that lives on one computer, in a terminal.')
    .version(version, '-V, --version', 'print the version')
    .option('--data-dir <folder>', 'keep everything in this folder instead of the usual one')
    .option('--model <name>', 'let this model answer')
    .option('--json', 'print the result as JSON')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .configureHelp({ showGlobalOptions: true })
    .configureOutput({ writeOut: output.result, writeErr: (text) => output.note(text.trimEnd()) })
    .addHelpText('after', codes)
    .exitOverride()

  const session = (): Session => ({ ...surface, options: program.opts<GlobalOptions>() })
  addTurns(program, session, finish)
  addActions(program, session, finish)
  addConversations(program, session, finish)
  addMemory(program, session, finish)
  addSearch(program, session, finish)
  addDatabase(program, session, finish)
  program
    .command('intent')
    .description('tell whether a message asks to talk or to do something, as a line of JSON; asks no model')
    .argument('[text...]', 'the message')
    .option('--stdin', 'read lines of JSON with a "text" each, and answer each with a line')
    .action(async (words: string[], options: IntentOptions) =>
      finish(await tellIntent(session(), words, options)),
    )
  program
    .command('models')
    .description('list the models that are installed')
    .action(async () =>
      finish(await withAssistant(session(), (assistant) => listModels(assistant, session()))),
    )
  program
    .command('status')
    .description('tell how Ollama is and where the data lies; 1 when Ollama cannot be used')
    .action(async () =>
      finish(await withAssistant(session(), (assistant) => showStatus(assistant, session()))),
    )
  return program
}

function addTurns(program: Command, session: () => Session, finish: (code: number) => void): void {
  withApproval(program.command('ask'))
    .description('ask once; the answer goes to standard output as it comes')
    .argument('<text...>', 'the message, or - to read it from standard input')
    .option('-c, --conversation <id>', 'go on with this conversation (its id, or how that begins)')
    .option('--thinking', 'show what the model thinks, on standard error')
    .action(async (words: string[], options: AskOptions) => finish(await ask(session(), words, options)))
  withApproval(program.command('chat'))
    .description('hold a conversation; without a terminal, each line of standard input is a message')
    .option('-c, --conversation <id>', 'go on with this conversation (its id, or how that begins)')
    .option('--temporary', 'leave nothing behind: gone for good when it is left')
    .option('--thinking', 'show what the model thinks, on standard error')
    .action(async (options: ChatOptions) =>
      finish(
        await withAssistant(session(), (assistant) => holdChat(assistant, session(), options), {
          watch: true,
        }),
      ),
    )
}

function addSearch(program: Command, session: () => Session, finish: (code: number) => void): void {
  program
    .command('search')
    .description('search everything that was said, done and remembered, the best first')
    .argument(
      '<text...>',
      'words, in any form; one that is spelled wrongly is looked for as it is spelled there',
    )
    .option('--role <roles>', 'only what these said: user, assistant, system')
    .option('--type <types>', 'only these: text, agent_request, agent_progress, agent_result, context')
    .option('-c, --conversation <id>', 'only in this conversation (its id, or how that begins)')
    .option('--after <time>', 'only from this day or time on')
    .option('--before <time>', 'only before this day or time')
    .option('--limit <count>', 'no more than so many; 20 unless you say so')
    .action(async (words: string[], options: SearchOptions) =>
      finish(
        await withAssistant(session(), (assistant) => searchEverything(assistant, session(), words, options)),
      ),
    )
}

/** From what was thrown to an exit code, saying what has to be said. */
function failure(error: unknown, output: Output): number {
  // Commander has said it already.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof UsageError) {
    output.note(error.message)
    return 2
  }
  const expected = findAppError(error)
  if (expected) {
    output.note(expected.message)
    return 1
  }
  output.note('Something went wrong inside Hearth. This is a defect; please report it with what follows.')
  output.note(error instanceof Error ? (error.stack ?? error.message) : String(error))
  return 1
}
