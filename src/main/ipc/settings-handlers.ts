import type { Assistant } from '../../core/assistant.ts'
import type { ConnectionWatch } from '../../core/connections.ts'
import { readDataSizes } from '../../core/data-sizes.ts'
import { AppError } from '../../shared/errors.ts'
import type { computerRequests, Versions } from '../../shared/computer-requests.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { Login } from '../login.ts'

export interface SettingsHandlerOptions {
  readonly assistant: () => Promise<Assistant>
  readonly connections: Pick<ConnectionWatch, 'counts'>
  readonly login: Login
  readonly versions: () => Promise<Versions>
  readonly folders: { readonly data: string; readonly logs: string }
  /** Opens a folder in the system's file manager: an empty text, or why not. */
  readonly openPath: (path: string) => Promise<string>
  /** What settings.json was set aside as at this start; null when it was whole. */
  readonly setAside: () => Promise<string | null>
}

/** What the settings page asks about this computer. */
export function createSettingsHandlers(
  options: SettingsHandlerOptions,
): Pick<Handlers, keyof typeof computerRequests> {
  const { assistant, connections, login, versions, folders, openPath, setAside } = options
  let toldOfSettings = false
  return {
    'privacy.connections': async () => connections.counts(),
    'data.sizes': () => readDataSizes(folders.data),
    'data.snapshots': async () => (await (await assistant()).snapshots?.list()) ?? null,
    async 'data.makeSnapshot'() {
      const { snapshots } = await assistant()
      if (snapshots) return snapshots.make('asked')
      throw new AppError('forbidden', 'The data lies on a Postgres server, and so do its backups.')
    },
    async 'data.openFolder'({ folder }) {
      const problem = await openPath(folders[folder])
      if (problem !== '')
        throw new AppError('action_failed', `${folders[folder]} could not be opened: ${problem}`)
    },
    'app.versions': () => versions(),
    'login.state': () => login.state(),
    'login.set': ({ on }) => login.set(on),
    async 'settings.setAside'() {
      const file = toldOfSettings ? null : await setAside()
      toldOfSettings = true
      return file
    },
  }
}
