import type { Command } from 'commander'
import { withAssistant, type Session } from './session.ts'
import { exportMemory, type ExportCommand } from './transfer.ts'

/** `hearth memory export` and `import`, beneath `hearth memory`. */
export function addTransfer(memory: Command, session: () => Session, finish: (code: number) => void): void {
  memory
    .command('export')
    .description('write what is said and remembered to a file, - for standard output')
    .argument('<file>', 'where to; what is there is replaced when all is written')
    .option('-c, --conversation <id>', 'only this conversation (its id, or how that begins)')
    .option('--memory', 'only what is remembered, without the messages')
    .option('--after <time>', 'only messages from this day or time on')
    .option('--before <time>', 'only messages before this day or time')
    .option('--format <name>', 'json, which can be imported, or markdown, for people', 'json')
    .action(async (file: string, options: ExportCommand) =>
      finish(
        await withAssistant(session(), (assistant) => exportMemory(assistant, session(), file, options)),
      ),
    )
}
