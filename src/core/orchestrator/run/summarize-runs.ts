import type { RunSummary } from '../../../shared/run.ts'
import type { Database } from '../../database/database.ts'
import { factsOfRuns, listRuns } from '../../database/queries/runs.ts'

const most = 100

export interface RunQuery {
  readonly conversationId?: string | undefined
  readonly limit?: number | undefined
}

/** Runs, the newest first. */
export async function summarizeRuns(
  db: Database,
  { conversationId, limit = most }: RunQuery,
): Promise<RunSummary[]> {
  const requests = await listRuns(db, { conversationId, limit })
  const ids = requests.flatMap(({ metadata }) => metadata?.runId ?? [])
  const facts = new Map((await factsOfRuns(db, ids)).map((fact) => [fact.runId, fact]))
  return requests.flatMap(({ conversationId: place, createdAt, metadata }) => {
    if (metadata?.runId === undefined) return []
    const known = facts.get(metadata.runId)
    return {
      id: metadata.runId,
      conversationId: place,
      title: metadata.summary,
      startedAt: known?.startedAt ?? metadata.answeredAt ?? createdAt,
      status: known?.status ?? ('running' as const),
      steps: metadata.actions.length,
      canUndo: known?.canUndo ?? false,
      inTrash: known?.inTrash ?? false,
    }
  })
}
