import type { Command } from 'commander'
import { importMemory, type ImportCommand } from './transfer-import.ts'
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
  memory
    .command('import')
    .description(
      'read an export of Hearth, ChatGPT (conversations.json) or Open WebUI, say what is new, and import it; asks first on a terminal',
    )
    .argument('<file>', 'the document')
    .option('--policy <name>', 'what is here with other content: skip, newer or both', 'skip')
    .option(
      '--facts <how>',
      'what is remembered in it: kept, in use at once, or proposed, until you say yes (without this: kept from an export of Hearth that nobody changed)',
    )
    .option('--despite-checksum', 'also when it was changed since it was exported')
    .option('--dry-run', 'only say what would be imported')
    .option('-y, --yes', 'do not ask')
    .action(async (file: string, options: ImportCommand) =>
      finish(
        await withAssistant(session(), (assistant) => importMemory(assistant, session(), file, options)),
      ),
    )
}
