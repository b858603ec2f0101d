import { join } from 'node:path'
import type { Clock } from '../clock.ts'
import type { Desktop } from '../desktop.ts'
import type { Log } from '../log.ts'
import type { Actions } from './actions.ts'
import { fileActions, makeCatalogue } from './catalogue.ts'
import { findSandbox, type Sandbox } from './commands/sandbox.ts'
import { openAction } from './desktop/open-target.ts'
import { readClipboardAction } from './desktop/read-clipboard.ts'
import { writeClipboardAction } from './desktop/write-clipboard.ts'
import { isWithin } from './folders/within.ts'
import { exportConversationsAction } from './history/export-conversations.ts'
import { queryHistoryAction } from './history/query-history.ts'
import { searchConversationsAction } from './history/search-conversations.ts'
import { forgetAction } from './memory/forget.ts'
import { rememberAction } from './memory/remember.ts'
import type { Place } from './place.ts'
import { remindAction } from './remind.ts'
import { runCommandAction } from './run-command.ts'
import type { ActionStore } from './store.ts'
import { folderItReads, whatItReads } from './what-it-reads.ts'
import { fetchPageAction } from './web/fetch-page.ts'
import type { AddressRules } from './web/page-address.ts'

export interface ActionOptions {
  readonly store: ActionStore
  readonly dataFolder: string
  readonly home: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly platform: NodeJS.Platform
  /** The system's folder for what is temporary. */
  readonly temporary: string
  /** Null in a terminal. */
  readonly desktop: Desktop | null
  /** Whether the person has switched the network on. Asked at each use. */
  readonly network: () => Promise<boolean>
  readonly clock: Clock
  readonly newId: () => string
  readonly log: Log
  /** Other ones only in tests. */
  readonly addressRules?: AddressRules
}

/** Everything that Hearth can do on this computer. Opens nothing: what an action needs it looks for when it is used. */
export function createActions(options: ActionOptions): Actions {
  const { store, dataFolder, home, env, platform, temporary, desktop, network } = options
  const { clock, newId, log, addressRules } = options
  let sandbox: Promise<Sandbox> | null = null
  const catalogue = makeCatalogue([
    ...fileActions,
    runCommandAction({ sandbox: () => (sandbox ??= findSandbox(platform)), env, platform, temporary }),
    fetchPageAction({ network, ...(addressRules && { rules: addressRules }) }),
    readClipboardAction(desktop),
    writeClipboardAction(desktop),
    openAction(desktop),
    rememberAction(store.memory),
    forgetAction(store.memory),
    searchConversationsAction(store.history),
    exportConversationsAction(store),
    queryHistoryAction(store.history),
    remindAction(store),
  ])

  async function place(): Promise<Place> {
    const granted = await store.granted()
    const trash = desktop?.trash ?? null
    return {
      granted,
      dataFolder,
      undoFolder: join(dataFolder, 'undo'),
      home,
      platform,
      clock,
      newId,
      log,
      trash,
      cancelReminder: store.cancelReminder,
      takeBackFact: store.memory.takeBack,
    }
  }

  return {
    catalogue,
    place,
    async allows(step) {
      const rules = (await store.rules()).filter(({ action }) => action === step.action)
      if (rules.length === 0) return false
      const read = await whatItReads(step, await place())
      return (
        read !== null && rules.some(({ folder }) => read.every((path) => isWithin(folder, path, platform)))
      )
    },
    folderOf: async (step) => folderItReads(step, await place()),
  }
}
