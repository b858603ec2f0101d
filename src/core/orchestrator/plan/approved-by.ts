import type { Allowed } from '../../../shared/request.ts'
import type { Step } from '../../actions/action.ts'
import type { Actions } from '../../actions/actions.ts'
import type { Place } from '../../actions/place.ts'
import type { EndedRun } from '../runs.ts'

/** So often reading goes on by itself after a yes of the person's. */
const mostRounds = 8

/**
 * Who has said yes to each step of a plan already, and for which folder: rules of the person's, or the approval of the runs that it goes on with, for what
 * only reads in the same granted folders. Null where the person has to be asked: then all of the plan waits.
 */
export async function approvedBy(
  actions: Actions,
  steps: readonly Step[],
  runs: readonly EndedRun[],
  place: Place,
): Promise<readonly Allowed[] | null> {
  if (runs.length > mostRounds || steps.some((step) => step.risk(place) !== 'read')) return null
  const read = await foldersRead(actions, runs)
  const allowed: Allowed[] = []
  for (const step of steps) {
    const folder = await actions.folderOf(step)
    if (folder === null) return null
    const by = (await actions.allows(step)) ? 'rule' : 'run'
    if (by === 'run' && !read.has(folder)) return null
    allowed.push({ by, folder })
  }
  return allowed
}

/** The granted folders that plans read in to which a person said yes. A rule says yes to its own action, and to no other. */
async function foldersRead(actions: Actions, runs: readonly EndedRun[]): Promise<ReadonlySet<string>> {
  const asked = runs.filter(({ request }) => request.metadata?.approvedBy !== 'rule')
  const planned = asked.flatMap(({ request }) => request.metadata?.actions ?? [])
  const steps = planned.flatMap(
    ({ action, arguments: args }) => actions.catalogue.get(action)?.prepare(args) ?? [],
  )
  const folders = await Promise.all(steps.map((step) => actions.folderOf(step)))
  return new Set(folders.filter((folder) => folder !== null))
}
