import { reportError } from '../../shared/errors.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { Rule } from '../../shared/folder.ts'
import { announce, attempt, type Room } from './room.ts'
import type { Grants } from './state.ts'

/** Folders that are granted, the network, rules that hold, reminders that wait. */
export interface GrantCommands {
  /** Opens or closes the dialog with them. */
  show(shown: boolean): void
  load(): Promise<void>
  /** Asks for a folder in the system's own dialog. True when one was granted. */
  choose(): Promise<boolean>
  revoke(path: string): Promise<void>
  /** Whether pages of the web may be fetched from now on. */
  turnNetwork(on: boolean): Promise<void>
  /** From now on this action of a plan is done unasked in its folder. Null when that was refused, which was told. */
  allow(messageId: string, actionId: string): Promise<Rule | null>
  revokeRule(id: string): Promise<void>
  cancelReminder(id: string): Promise<void>
  hear(event: HearthEvent): void
}

export function createGrants(room: Room): GrantCommands {
  const { ask, get, set, notify, t } = room

  function change(part: Partial<Grants>): void {
    set(({ grants }) => ({ grants: { ...grants, ...part } }))
  }

  async function load(): Promise<void> {
    try {
      const [folders, network, rules, reminders] = await Promise.all([
        ask('folders.list', undefined),
        ask('network.get', undefined),
        ask('rules.list', undefined),
        ask('reminders.list', undefined),
      ])
      change({ folders, network, rules, reminders, error: null })
    } catch (error) {
      change({ error: reportError(error) })
    }
  }

  /** Does it, and shows what is so then. */
  async function carryOut(title: string, said: string, act: () => Promise<void>): Promise<void> {
    const done = await attempt(room, title, async () => {
      await act()
      return true
    })
    if (done) announce(room, said)
    await load()
  }

  return {
    show(shown) {
      change({ shown })
      if (shown) void load()
    },
    load,
    async choose() {
      const folder = await attempt(room, t('notices:grants.none'), () => ask('folders.choose', undefined))
      if (!folder) return false
      announce(room, t('notices:grants.granted', { path: folder.path }))
      await load()
      return true
    },
    revoke: (path) =>
      carryOut(t('notices:grants.stillGranted'), t('notices:grants.withdrawn'), () =>
        ask('folders.revoke', { path }),
      ),
    turnNetwork: (on) =>
      carryOut(
        t('notices:grants.networkStays'),
        t(on ? 'notices:grants.networkOn' : 'notices:grants.networkOff'),
        () => ask('network.turn', { on }),
      ),
    async allow(messageId, actionId) {
      const rule = await attempt(room, t('notices:grants.noRule'), () =>
        ask('rules.allow', { messageId, actionId }),
      )
      if (rule) announce(room, t('notices:grants.allowed', { folder: rule.folder }))
      return rule
    },
    revokeRule: (id) =>
      carryOut(t('notices:grants.ruleHolds'), t('notices:grants.ruleGone'), () =>
        ask('rules.revoke', { id }),
      ),
    cancelReminder: (id) =>
      carryOut(t('notices:grants.reminderWaits'), t('notices:grants.reminderGone'), () =>
        ask('reminders.cancel', { id }),
      ),
    hear(event) {
      // Whoever has not looked at them yet will ask.
      if (event.type === 'folders.changed' && get().grants.folders !== null) void load()
      if (event.type === 'network.changed') change({ network: event.on })
      if (event.type === 'reminder.due') {
        const { id, text, dueAt } = event.reminder
        const due = new Date(dueAt)
        const notice = { id: `reminder ${id}`, kind: 'plain', title: text, timeoutMs: 0 } as const
        notify({
          ...notice,
          text: t(event.late ? 'notices:grants.wasDue' : 'notices:grants.due', { due }),
        })
        announce(room, t('notices:grants.reminder', { text }))
        if (get().grants.shown) void load()
      }
    },
  }
}
