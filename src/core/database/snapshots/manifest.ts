import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { snapshotReasons, type Snapshot } from '../../../shared/snapshot.ts'
import { replaceFile } from '../../replace-file.ts'
import { isSnapshotId } from './snapshot-id.ts'

const count = z.number().int().nonnegative()

/** What stands beside an archive: what it holds, and how to know that it is still the one that was written. */
const manifestSchema = z.object({
  id: z.string().refine(isSnapshotId),
  createdAt: z.iso.datetime(),
  reason: z.enum(snapshotReasons),
  conversations: count,
  messages: count,
  contexts: count,
  lastMessageAt: z.iso.datetime().nullable(),
  /** Of the archive. */
  bytes: count.min(1),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** The major version of Postgres. */
  postgres: z.string(),
  pglite: z.string(),
  /** Hashes of the migrations that were applied. */
  migrations: z.array(z.string()),
})
export type Manifest = Readonly<z.infer<typeof manifestSchema>>

/** Throws what the file system says, or zod. */
export async function readManifest(file: string): Promise<Manifest> {
  return manifestSchema.parse(JSON.parse(await readFile(file, 'utf8')))
}

/** Whole and on the disk, or not there at all. */
export async function writeManifest(file: string, manifest: Manifest): Promise<void> {
  await replaceFile(file, `${JSON.stringify(manifest, null, 2)}\n`)
}

/** What people are shown of it. */
export function toSnapshot(manifest: Manifest): Snapshot {
  const { id, createdAt, reason, conversations, messages, contexts, lastMessageAt, bytes } = manifest
  return { id, createdAt, reason, conversations, messages, contexts, lastMessageAt, bytes }
}
