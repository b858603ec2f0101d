import { homedir, tmpdir } from 'node:os'
import { createActionStore } from './action-store.ts'
import type { Actions } from './actions/actions.ts'
import { createActions } from './actions/create.ts'
import { removeAged } from './actions/remove-aged.ts'
import type { OpenDatabase } from './database/database.ts'
import type { Desktop } from './desktop.ts'
import { createFolders, type Folders } from './folders.ts'
import type { Memory } from './memory/memory.ts'
import { createRemember, createTakeBack } from './memory/remember.ts'
import type { Room } from './orchestrator/room.ts'
import { createNetworkSwitch, type NetworkSwitch } from './network-switch.ts'
import { createReminders, type Reminders } from './reminders.ts'
import type { SettingsRoom } from './settings.ts'

export interface Acting {
  readonly actions: Actions
  readonly folders: Folders
  readonly network: NetworkSwitch
  readonly reminders: Reminders
  /** Tells what is due, and clears away what has lain long enough: when all else is open. */
  begin(): void
  close(): Promise<void>
}

const dayMs = 24 * 60 * 60_000

/** Actions and what they stand on: folders, rules and reminders. */
export function openActing(
  room: Pick<Room, 'db' | 'shared' | 'events' | 'clock' | 'newId' | 'log'>,
  {
    dataFolder,
    computer,
    settings,
    desktop,
    ask,
    memory,
    search,
    erasing,
    version = 'unknown',
  }: Pick<OpenDatabase, 'ask' | 'search' | 'erasing'> & {
    readonly dataFolder: string
    /** Names it together with its data folder. */
    readonly computer: string
    readonly settings: SettingsRoom
    readonly desktop: Desktop | null
    readonly memory: Pick<Memory, 'forget' | 'matching' | 'forgetShown'>
    /** Of Hearth. */
    readonly version?: string | undefined
  },
): Acting {
  const { db, shared, events, clock, newId, log } = room
  const { env, platform } = process
  const home = homedir()
  const reminders = createReminders({
    db,
    events,
    clock,
    newId,
    log,
    shared: shared !== null,
    notify: desktop && ((told) => desktop.tellReminder(told)),
  })
  const network = createNetworkSwitch(settings, { events, log })
  const actions = createActions({
    store: createActionStore(db, computer, {
      remind: reminders.remind,
      ask,
      search,
      isOnServer: shared !== null,
      memory: {
        ...memory,
        remember: createRemember({ db, events }),
        takeBack: createTakeBack({ db, events, erasing }),
      },
      exports: { shared, clock, version },
    }),
    dataFolder,
    home,
    env,
    platform,
    temporary: tmpdir(),
    desktop,
    network: network.isOn,
    clock,
    newId,
    log,
  })
  const folders = createFolders({ db, events, clock, computer, home, dataFolder, platform, actions })

  let ageing: Promise<void> = Promise.resolve()
  let daily: NodeJS.Timeout | null = null
  const age = (): void => {
    ageing = removeAged(dataFolder, clock.now(), log).catch((error: unknown) => log.warn('aged', { error }))
  }
  return {
    actions,
    folders,
    network,
    reminders,
    begin() {
      reminders.begin()
      age()
      daily = setInterval(age, dayMs).unref()
    },
    async close() {
      if (daily) clearInterval(daily)
      network.close()
      await Promise.all([reminders.close(), ageing])
    },
  }
}
