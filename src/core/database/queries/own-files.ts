import { and, eq, inArray, sql } from 'drizzle-orm'
import type { Database } from '../database.ts'
import { message } from '../schema.ts'

/** What lies beside the database for a step of a run: long output, or what was put aside to take the step back. */
export interface OwnFile {
  readonly folder: 'outputs' | 'undo'
  readonly name: string
}

/** All that may lie there for the runs of some conversations. */
export async function ownFilesIn(db: Database, conversationIds: readonly string[]): Promise<OwnFile[]> {
  if (conversationIds.length === 0) return []
  const rows = await db
    .select({
      id: message.id,
      output: sql<string | null>`${message.metadata} ->> 'outputFile'`,
      kept: sql<
        string[]
      >`jsonb_path_query_array(coalesce(${message.metadata}, '{}'), '$.inverse.changes[*].before.kept')`,
    })
    .from(message)
    .where(
      and(inArray(message.conversationId, [...conversationIds]), eq(message.messageType, 'agent_progress')),
    )
  const files: OwnFile[] = []
  for (const { id, output, kept } of rows) {
    files.push({ folder: 'outputs', name: `${id}.log` })
    if (output !== null) files.push({ folder: 'outputs', name: output })
    for (const name of kept) files.push({ folder: 'undo', name })
  }
  return files
}
