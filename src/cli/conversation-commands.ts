import type { Command } from 'commander'
import { deleteConversation, listConversations } from './conversations.ts'
import { withAssistant, type Session } from './session.ts'
import { showConversation } from './show.ts'

/** `hearth conversations …` */
export function addConversations(
  program: Command,
  session: () => Session,
  finish: (code: number) => void,
): void {
  const conversations = program
    .command('conversations')
    .description(
      'list, show or delete conversations; an id may be given by its first four characters or more',
    )
  conversations
    .command('list')
    .description('list them, newest first')
    .option('--search <text>', 'only those with this in their title')
    .action(async ({ search }: { search?: string }) =>
      finish(await withAssistant(session(), (assistant) => listConversations(assistant, session(), search))),
    )
  conversations
    .command('show')
    .description('print one, whole')
    .argument('<id>', 'its id, or how that begins')
    .action(async (id: string) =>
      finish(await withAssistant(session(), (assistant) => showConversation(assistant, session(), id))),
    )
  conversations
    .command('delete')
    .description('delete one for good; asks first on a terminal')
    .argument('<id>', 'its id, or how that begins')
    .option('-y, --yes', 'do not ask')
    .action(async (id: string, options: { yes?: boolean }) =>
      finish(
        await withAssistant(session(), (assistant) => deleteConversation(assistant, session(), id, options)),
      ),
    )
}
