import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { DataSizes } from '../shared/computer-requests.ts'
import { clusterFolder } from './database/embedded/cluster.ts'
import { snapshotsFolder } from './database/snapshots/places.ts'
import { isMissing } from './is-missing.ts'

/** How much lies in a data folder. What goes while one looks is not counted; links are not followed. */
export async function readDataSizes(dataFolder: string): Promise<DataSizes> {
  const [all, database, snapshots] = await Promise.all(
    [dataFolder, clusterFolder(dataFolder), snapshotsFolder(dataFolder)].map(bytesIn),
  )
  return { all: all ?? 0, database: database ?? 0, snapshots: snapshots ?? 0 }
}

async function bytesIn(folder: string): Promise<number> {
  const entries = await unlessGone(readdir(folder, { withFileTypes: true }))
  let bytes = 0
  // One after another: nobody waits for it, and thousands at once would hold up whoever writes.
  for (const entry of entries ?? []) {
    const path = join(folder, entry.name)
    bytes += entry.isDirectory() ? await bytesIn(path) : ((await unlessGone(lstat(path)))?.size ?? 0)
  }
  return bytes
}

async function unlessGone<T>(looking: Promise<T>): Promise<T | null> {
  try {
    return await looking
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}
