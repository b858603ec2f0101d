import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { replaceFile } from '../../replace-file.ts'
import { clusterFolder } from '../embedded/cluster.ts'
import { expectedFailure } from '../embedded/data-folder.ts'
import { flushFolder, flushTree } from '../flush.ts'
import { archiveEnd, idsWith, manifestEnd, namesIn, snapshotsFolder } from './places.ts'

/**
 * Puts another folder in the place of the database's, in steps that a crash may interrupt anywhere. While the journal is
 * there the new folder is whole, and what is left to do are renames: the next opening does them. Without it a new folder
 * is only a beginning, and the database was not touched.
 */
const journalSchema = z.object({ keptAs: z.string().regex(/^postgres\.[\w.-]+$/) })

const journalFile = (dataFolder: string): string => join(dataFolder, 'restore.json')

/** Where the new folder is prepared. */
export function incomingFolder(dataFolder: string): string {
  return `${clusterFolder(dataFolder)}.restoring`
}

/** A data folder in which a new, empty database is made. */
export function nurseryFolder(dataFolder: string): string {
  return `${clusterFolder(dataFolder)}.anew`
}

/** How the folder that goes is called: `postgres.broken-2026-11-24T18-30-00`. */
export type KeptKind = 'broken' | 'before-restore'

/**
 * Puts the incoming folder in place; what was there is kept under the name it returns, null when nothing was. Throws
 * `data_folder` or `disk_full`; what the journal says is then done by the next opening.
 */
export async function swapIn(dataFolder: string, kind: KeptKind, now: Date): Promise<string | null> {
  try {
    await flushTree(incomingFolder(dataFolder))
    await flushFolder(dataFolder)
    const there = !(await isEmpty(clusterFolder(dataFolder)))
    const keptAs = await freeName(dataFolder, kind, now)
    await replaceFile(journalFile(dataFolder), JSON.stringify({ keptAs }))
    await finish(dataFolder, keptAs)
    return there ? keptAs : null
  } catch (error) {
    throw expectedFailure(dataFolder, error)
  }
}

/**
 * Finishes what a crash interrupted, or takes it back. To be called before the database's folder is looked at. Throws
 * `data_folder` or `disk_full`.
 */
export async function settleRestore(dataFolder: string, now: Date): Promise<void> {
  try {
    await settle(dataFolder, now)
  } catch (error) {
    throw expectedFailure(dataFolder, error)
  }
}

async function settle(dataFolder: string, now: Date): Promise<void> {
  const names = await namesIn(dataFolder)
  if (names.includes('restore.json')) {
    const keptAs = await readJournal(dataFolder)
    // A name that is taken was given before the crash: the database's folder is then the new one or not there.
    const taken = keptAs === null || names.includes(keptAs)
    await finish(dataFolder, taken ? await freeName(dataFolder, 'before-restore', now) : keptAs)
    return
  }
  for (const folder of [incomingFolder(dataFolder), nurseryFolder(dataFolder)])
    await rm(folder, { recursive: true, force: true })
}

async function finish(dataFolder: string, keptAs: string): Promise<void> {
  const place = clusterFolder(dataFolder)
  const incoming = incomingFolder(dataFolder)
  if (!(await isEmpty(incoming))) {
    // An empty folder is nothing to keep.
    if (await isEmpty(place)) await rm(place, { recursive: true, force: true })
    else await rename(place, join(dataFolder, keptAs))
    await rename(incoming, place)
    await flushFolder(dataFolder)
  }
  await rm(journalFile(dataFolder), { recursive: true, force: true })
  await flushFolder(dataFolder)
}

/** Nothing is there, or a folder with nothing in it. What cannot be read is something. */
async function isEmpty(folder: string): Promise<boolean> {
  return namesIn(folder).then(
    (names) => names.length === 0,
    () => false,
  )
}

/** Null when it cannot be read: that it is there says enough. */
async function readJournal(dataFolder: string): Promise<string | null> {
  try {
    return journalSchema.parse(JSON.parse(await readFile(journalFile(dataFolder), 'utf8'))).keptAs
  } catch {
    return null
  }
}

async function freeName(dataFolder: string, kind: KeptKind, now: Date): Promise<string> {
  const name = `postgres.${kind}-${now.toISOString().slice(0, 19).replaceAll(':', '-')}`
  const names = await namesIn(dataFolder)
  let free = name
  for (let number = 2; names.includes(free); number += 1) free = `${name}-${number}`
  return free
}

/** Whether there has been a database: then a missing folder is a loss, and not a first start. */
export async function hadDatabase(dataFolder: string): Promise<boolean> {
  const names = await namesIn(dataFolder)
  if (names.some((name) => /^postgres\.(broken|before-restore)-/.test(name))) return true
  const shelf = await namesIn(snapshotsFolder(dataFolder))
  return [manifestEnd, archiveEnd].some((end) => idsWith(end, shelf).length > 0)
}
