import type { Assistant } from '../core/assistant.ts'
import type { Recovery } from '../core/recovery.ts'
import { changeEarly } from '../core/early-settings.ts'
import { mostSnapshots } from '../shared/settings.ts'
import { AppError } from '../shared/errors.ts'
import { reasonWords, type Snapshot } from '../shared/snapshot.ts'
import { confirm } from './confirm.ts'
import { createDefectLog } from './defect-log.ts'
import { sessionFolder, withAssistant, type Session } from './session.ts'
import { bytes, table, when } from './text.ts'
import { UsageError } from './usage-error.ts'

/** The commands about the database's files: damage, snapshots, restoring. */

/** Prints what is damaged, a line each. Exit code: 0 when it is sound, 1 when it is not. */
export async function checkDatabase(session: Session): Promise<number> {
  return withRecovery(session, async (recovery) => {
    const { output, options, ending } = session
    const findings = await recovery.check({ signal: ending.signal })
    if (options.json) output.result(`${JSON.stringify(findings)}\n`)
    else for (const finding of findings) output.result(`${finding}\n`)
    if (findings.length === 0) output.note('The database is sound.')
    else output.note('A snapshot can be restored: hearth db snapshots, hearth db restore ID.')
    return findings.length === 0 ? 0 : 1
  })
}

/** Makes one now. */
export async function makeSnapshot(session: Session): Promise<number> {
  refuseServer(session)
  const make = ({ snapshots }: Assistant): Promise<number> => {
    if (!snapshots) throw serverError()
    return takeSnapshot(snapshots, session)
  }
  return withAssistant(session, make).catch(sayWhoHasIt)
}

async function takeSnapshot(
  snapshots: NonNullable<Assistant['snapshots']>,
  { output, options, ending }: Session,
): Promise<number> {
  const made = await snapshots.make('asked', { signal: ending.signal })
  if (options.json) output.result(`${JSON.stringify(made)}\n`)
  else output.result(table([describe(made)]))
  return 0
}

/** Prints those that can be restored, the newest first; with `keep` says first how many are to stay. */
export async function listSnapshots(
  session: Session,
  { keep }: { readonly keep?: string | undefined },
): Promise<number> {
  const { output, options } = session
  const kept = keep === undefined ? null : parseKeep(keep)
  return withRecovery(session, async (recovery) => {
    if (kept !== null) {
      const log = createDefectLog(output)
      const place = { dataFolder: sessionFolder(session), log, clock: session.terminal.clock }
      await changeEarly(place, { snapshotsKept: kept })
      output.note(`From the next snapshot on the newest ${kept} are kept.`)
    }
    const [usable, unusable] = await Promise.all([recovery.snapshots(), recovery.unusable()])
    if (options.json) output.result(`${JSON.stringify(usable)}\n`)
    else if (usable.length > 0) output.result(table(usable.map(describe)))
    else output.note('There are no snapshots yet.')
    for (const { id, why } of unusable) output.note(`${id} cannot be used: ${why}.`)
    return 0
  })
}

/** Puts one in the place of the database, after a question where somebody can answer it. */
export async function restoreSnapshot(
  session: Session,
  given: string,
  { yes = false }: { readonly yes?: boolean },
): Promise<number> {
  return withRecovery(session, async (recovery) => {
    const { output, options, ending } = session
    const id = await findId(recovery, given)
    const comesBack = 'What was forgotten or deleted since it was made comes back with it.'
    if (
      !yes &&
      !(await confirm(session, `Put the snapshot ${id} in the place of the database? ${comesBack}`))
    ) {
      output.note('Nothing was restored.')
      return 1
    }
    const { keptAs } = await recovery.restore(id, { signal: ending.signal })
    if (options.json) output.result(`${JSON.stringify({ restored: id, keptAs })}\n`)
    else
      output.note(
        `Restored ${id}.${keptAs ? ` The database that was there is kept as ${keptAs}.` : ''} ${comesBack}`,
      )
    return 0
  })
}

/** The snapshot with this id, or the only one whose id begins so. What cannot be used is named by its whole id. */
async function findId(recovery: Recovery, given: string): Promise<string> {
  const start = given.trim()
  // A variable that is not set, in a script: every id begins so.
  if (start === '') throw new UsageError('Name a snapshot: hearth db snapshots lists them.')
  const found = (await recovery.snapshots()).map(({ id }) => id).filter((id) => id.startsWith(start))
  const [only, ...others] = found
  if (!only || found.includes(start)) return start
  if (others.length === 0) return only
  throw new UsageError(`${start} begins the ids of ${found.length} snapshots:\n  ${found.join('\n  ')}`)
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en')} ${noun}${count === 1 ? '' : 's'}`
}

function describe({ id, createdAt, reason, conversations, messages, bytes: size }: Snapshot): string[] {
  return [
    id,
    when(createdAt),
    reasonWords[reason],
    counted(conversations, 'conversation'),
    counted(messages, 'message'),
    bytes(size),
  ]
}

function parseKeep(text: string): number {
  const count = Number(text)
  if (/^\d+$/.test(text) && count >= 1 && count <= mostSnapshots) return count
  throw new UsageError(`--keep needs a number from 1 to ${mostSnapshots}.`)
}

/** Opens the data folder without opening its database, lends it and closes it. */
async function withRecovery(
  session: Session,
  work: (recovery: Recovery) => Promise<number>,
): Promise<number> {
  refuseServer(session)
  const { openRecovery } = await import('../core/recovery.ts')
  const dataFolder = sessionFolder(session)
  const log = createDefectLog(session.output)
  await using recovery = await openRecovery({ dataFolder, log }).catch(sayWhoHasIt)
  return session.ending.code() ?? (await work(recovery))
}

/** These commands want the data for themselves. */
function sayWhoHasIt(error: unknown): never {
  if (!(error instanceof AppError) || error.code !== 'already_open') throw error
  throw new AppError('already_open', `${error.message}. Close it first.`, { cause: error })
}

function refuseServer({ terminal }: Session): void {
  if (terminal.surroundings.env['DATABASE_URL']) throw serverError()
}

function serverError(): AppError {
  return new AppError(
    'database',
    'The database is on a server (DATABASE_URL), whose backups are its own: pg_dump makes one, psql brings it back.',
  )
}
