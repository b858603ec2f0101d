import type { RequestInput } from '../../shared/contract.ts'
import type { Forgetting, Forgotten, Reasons, Verdict } from '../../shared/context.ts'
import { reportError, type ErrorReport } from '../../shared/errors.ts'
import { heldWords } from '../memory/words.ts'
import { announce, attempt, type Room } from './room.ts'
import type { MemoryState } from './state.ts'

export type FactChange = RequestInput<'memory.change'>

/** What one can do with facts. What is refused is told, unless it is returned. */
export interface FactCommands {
  /** Null when it is changed, or why it is not. */
  change(change: FactChange): Promise<ErrorReport | null>
  pin(id: string, pinned: boolean): Promise<void>
  setStatus(ids: readonly string[], status: 'kept' | 'outdated'): Promise<void>
  reject(ids: readonly string[]): Promise<void>
  /** False when it was refused. */
  merge(into: string, ids: readonly string[]): Promise<boolean>
  /** What would be forgotten; null when that cannot be told. */
  wouldForget(what: Forgetting): Promise<Forgotten | null>
  /** Exactly what was shown, by its digest. `changed` where that is another by now: it is to be shown again. */
  forget(what: Forgetting, shown: string): Promise<'done' | 'changed' | 'refused'>
  why(messageId: string): Promise<Reasons | { readonly refused: ErrorReport }>
  judge(id: string, verdict: Verdict): Promise<boolean>
}

interface FactCommandsOptions {
  readonly write: (part: Partial<MemoryState>) => void
  readonly refresh: () => Promise<void>
}

/** As many ids as one request takes. */
const mostIds = 500

export function createFactCommands(room: Room, { write, refresh }: FactCommandsOptions): FactCommands {
  const { ask, get, notify, t } = room

  /** As it is now, in the place where it stands. */
  async function changeFact(wanted: FactChange): Promise<true> {
    const fact = await ask('memory.change', wanted)
    const { facts, proposals } = get().memory
    write({
      facts: facts.map((known) => (known.id === fact.id ? fact : known)),
      proposals: proposals.filter(({ id }) => id !== fact.id || fact.status === 'proposed'),
    })
    return true
  }

  function remove(ids: readonly string[]): void {
    const gone = new Set(ids)
    const { facts, proposals } = get().memory
    write({
      facts: facts.filter(({ id }) => !gone.has(id)),
      proposals: proposals.filter(({ id }) => !gone.has(id)),
    })
  }

  return {
    async change(wanted) {
      try {
        await changeFact(wanted)
        announce(room, t('notices:facts.saved'))
        return null
      } catch (error) {
        return reportError(error)
      }
    },
    async pin(id, pinned) {
      const done = await attempt(room, t('notices:facts.notChanged'), () => changeFact({ id, pinned }))
      if (done) announce(room, t(pinned ? 'notices:facts.pinned' : 'notices:facts.unpinned'))
    },
    async setStatus(ids, status) {
      for (const id of ids) {
        if (!(await attempt(room, t('notices:facts.notAll'), () => changeFact({ id, status })))) return
      }
      announce(room, t(`notices:facts.${status}`, { count: ids.length }))
    },
    async reject(ids) {
      for (const part of inParts(ids)) {
        const count = await attempt(room, t('notices:facts.notRejected'), () =>
          ask('memory.reject', { ids: part }),
        )
        if (count === null) return
        remove(part)
      }
      announce(room, t('notices:facts.rejected', { count: ids.length }))
    },
    async merge(into, ids) {
      const fact = await attempt(room, t('notices:facts.notMerged'), () =>
        ask('memory.merge', { into, ids: [...ids] }),
      )
      if (!fact) return false
      remove(ids.filter((id) => id !== into))
      write({ facts: get().memory.facts.map((known) => (known.id === into ? fact : known)) })
      announce(room, t('notices:facts.merged'))
      return true
    },
    wouldForget: (what) =>
      attempt(room, t('notices:facts.notKnown'), () => ask('memory.forget', { what, dryRun: true })),
    async forget(what, shown) {
      let isChanged = false
      const forgotten = await attempt(room, t('notices:facts.notForgotten'), () =>
        ask('memory.forget', { what, shown }).catch((error: unknown) => {
          isChanged = reportError(error).code === 'changed'
          throw error
        }),
      )
      if (!forgotten) return isChanged ? 'changed' : 'refused'
      remove([...(what.kind === 'ids' ? what.ids : []), ...forgotten.facts.map(({ id }) => id)])
      const title = t('notices:facts.forgot', { count: forgotten.count })
      const text = heldWords(forgotten, t)
      notify({ id: 'forgotten', kind: 'plain', title, ...(text !== null && { text }) })
      announce(room, `${title}.`)
      await refresh()
      return 'done'
    },
    async why(messageId) {
      try {
        return await ask('memory.why', { messageId })
      } catch (error) {
        return { refused: reportError(error) }
      }
    },
    async judge(id, verdict) {
      const done = await attempt(room, t('notices:facts.stays'), async () => {
        await ask('memory.judge', { id, verdict })
        return true
      })
      if (done) announce(room, t(`notices:facts.judged.${verdict}`))
      return done ?? false
    },
  }
}

function inParts(ids: readonly string[]): string[][] {
  return Array.from({ length: Math.ceil(ids.length / mostIds) }, (_, part) =>
    ids.slice(part * mostIds, (part + 1) * mostIds),
  )
}
