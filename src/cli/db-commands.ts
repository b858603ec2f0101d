import type { Command } from 'commander'
import { checkDatabase, listSnapshots, makeSnapshot, restoreSnapshot } from './db.ts'
import { makeServerReader } from './reader.ts'
import type { Session } from './session.ts'

/** `hearth db …`: what is done while nothing else has the database open, and a role on a server. */
export function addDatabase(program: Command, session: () => Session, finish: (code: number) => void): void {
  const database = program
    .command('db')
    .description(
      'look after the database: damage, snapshots, restoring one, not while Hearth is open; a role on a server',
    )
  database
    .command('check')
    .description('look for damage, in a copy; 1 when there is some')
    .action(async () => finish(await checkDatabase(session())))
  database
    .command('snapshot')
    .description('make a snapshot now')
    .action(async () => finish(await makeSnapshot(session())))
  database
    .command('snapshots')
    .description('list those that can be restored, newest first, and say which cannot')
    .option('--keep <count>', 'keep so many from now on, the newest; 7 unless you say so')
    .action(async (options: { keep?: string }) => finish(await listSnapshots(session(), options)))
  database
    .command('restore')
    .description('put a snapshot in the place of the database, which is kept aside; asks first on a terminal')
    .argument('<id>', 'its id, or how that begins')
    .option('-y, --yes', 'do not ask')
    .action(async (id: string, options: { yes?: boolean }) =>
      finish(await restoreSnapshot(session(), id, options)),
    )
  database
    .command('reader')
    .description(
      'make a role on the database server that can only read, for questions in SQL; prints its address',
    )
    .option('--role <name>', 'another name than the one of the database with _reader')
    .option('--sql', 'make nothing; print the statements for whoever may make roles')
    .option('-y, --yes', 'do not ask')
    .action(async (options: { role?: string; sql?: boolean; yes?: boolean }) =>
      finish(await makeServerReader(session(), options)),
    )
}
