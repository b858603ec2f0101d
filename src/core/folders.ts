import type { GrantedFolder, Rule } from '../shared/folder.ts'
import { AppError } from '../shared/errors.ts'
import type { Actions } from './actions/actions.ts'
import { checkGrant } from './actions/folders/grant.ts'
import type { Clock } from './clock.ts'
import type { Database } from './database/database.ts'
import * as queries from './database/queries/folders.ts'
import { findMessage } from './database/queries/messages.ts'
import type { EventHub } from './event-hub.ts'

/** Folders in which actions may work, and what is always allowed there. */
export interface Folders {
  list(): Promise<readonly GrantedFolder[]>
  /** Throws AppError for a folder that cannot be granted (Hearth's own, a private one, the whole disk). */
  grant(path: string): Promise<GrantedFolder>
  /** Its rules go with it. One that is not granted is no error. */
  revoke(path: string): Promise<void>
  rules(): Promise<readonly Rule[]>
  /** Always allow this action of a plan in the folder that it reads. Throws `forbidden` for one that does more. */
  allow(input: { readonly messageId: string; readonly actionId: string }): Promise<Rule>
  revokeRule(id: string): Promise<void>
}

export interface FoldersOptions {
  readonly db: Database
  readonly events: Pick<EventHub, 'emit'>
  readonly clock: Clock
  /** Names this computer together with its data folder: a path means nothing on another one. */
  readonly computer: string
  readonly home: string
  readonly dataFolder: string
  readonly platform: NodeJS.Platform
  readonly actions: Pick<Actions, 'catalogue' | 'folderOf'>
}

export function createFolders(options: FoldersOptions): Folders {
  const { db, events, clock, computer, actions } = options
  const changed = (): void => events.emit({ type: 'folders.changed' })

  return {
    list: () => queries.listGrants(db, computer),
    async grant(path) {
      const folder = await checkGrant(path, options)
      const granted = await queries.addGrant(db, { computer, path: folder, now: clock.now() })
      changed()
      return granted
    },
    async revoke(path) {
      if (await queries.removeGrant(db, computer, path)) changed()
    },
    rules: () => queries.listRules(db, computer),
    async allow({ messageId, actionId }) {
      const { action, folder } = await findReading(messageId, actionId)
      const rule = await queries.addRule(db, { computer, folder, action, now: clock.now() })
      if (!rule) throw new AppError('forbidden', `${folder} is not granted any more.`)
      changed()
      return rule
    },
    async revokeRule(id) {
      if (await queries.removeRule(db, id)) changed()
    },
  }

  /** The action of a plan as it is stored, and the granted folder that holds all it reads. */
  async function findReading(
    messageId: string,
    actionId: string,
  ): Promise<{ action: string; folder: string }> {
    const message = await findMessage(db, messageId)
    const plan = message?.messageType === 'agent_request' ? message.metadata : null
    const planned = plan?.actions.find(({ id }) => id === actionId)
    if (!planned) throw new AppError('not_found', 'This plan or this action of it is gone.')
    const action = actions.catalogue.get(planned.action)
    // The arguments may have been checked by an earlier version.
    const step = planned.risk === 'read' ? action?.prepare(planned.arguments) : undefined
    const folder = step ? await actions.folderOf(step) : null
    if (folder === null)
      throw new AppError(
        'forbidden',
        'Only what reads in a granted folder, and nothing else, can always be allowed.',
      )
    return { action: planned.action, folder }
  }
}
