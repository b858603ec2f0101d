import type { Command } from 'commander'
import type { Assistant } from '../core/assistant.ts'
import { grantFolder, listFolders, revokeFolder } from './folders.ts'
import { approveRequest, declineRequest, listRequests } from './requests.ts'
import { listRuns, undoRun } from './runs.ts'
import { withAssistant, type Session } from './session.ts'

/** The options of whatever may end in a plan. */
export function withApproval(command: Command): Command {
  return command
    .option('--approve <what>', 'none, read (plans that only read) or all; without it a terminal is asked')
    .option('--yes-destructive', 'with --approve all: also what cannot be undone')
}

/** What has to do with plans, runs and the folders that they may touch. */
export function addActions(program: Command, session: () => Session, finish: (code: number) => void): void {
  const run = async (work: (assistant: Assistant) => Promise<number>): Promise<void> =>
    finish(await withAssistant(session(), work))
  program
    .command('requests')
    .description('list the plans that wait for an answer')
    .action(() => run((assistant) => listRequests(assistant, session())))
  program
    .command('approve')
    .description('show a plan that waits, ask, and carry it out')
    .argument('<request>', 'its id, or how that begins')
    .option('-y, --yes', 'do not ask, unless it is destructive')
    .option('--yes-destructive', 'do not ask at all')
    .action((id: string, options: { yes?: boolean; yesDestructive?: boolean }) =>
      run((assistant) => approveRequest(assistant, session(), id, options)),
    )
  program
    .command('decline')
    .description('take a plan away that waits; nothing is done')
    .argument('<request>', 'its id, or how that begins')
    .action((id: string) => run((assistant) => declineRequest(assistant, session(), id)))
  program
    .command('runs')
    .description('list what was carried out, newest first')
    .option('--limit <count>', 'so many at most; 20 unless you say so')
    .action((options: { limit?: string }) => run((assistant) => listRuns(assistant, session(), options)))
  program
    .command('undo')
    .description('take a run back, the last step first; 1 when something was left as it is')
    .argument('<run>', 'its id, or how that begins')
    .option('--step <step>', 'only this one: its number in the plan')
    .action((id: string, options: { step?: string }) =>
      run((assistant) => undoRun(assistant, session(), id, options)),
    )
  const folders = program
    .command('folders')
    .description('list the folders in which Hearth may work, grant one, or revoke one')
    .action(() => run((assistant) => listFolders(assistant, session())))
  folders
    .command('grant')
    .description('let Hearth work in a folder')
    .argument('<path>', 'the folder')
    .action((path: string) => run((assistant) => grantFolder(assistant, session(), path)))
  folders
    .command('revoke')
    .description('no longer let it work there')
    .argument('<path>', 'the folder')
    .action((path: string) => run((assistant) => revokeFolder(assistant, session(), path)))
}
