import { createStore, type StoreApi } from 'zustand/vanilla'
import type { FoundSnapshots, RecoveryState } from '../../shared/contract.ts'
import { reportError, type ErrorReport } from '../../shared/errors.ts'
import type { Ask } from '../store/ask.ts'

/** A way on from a database that does not open. */
export type Way =
  | { readonly name: 'recovery.retry' }
  | { readonly name: 'recovery.restore'; readonly id: string }
  | { readonly name: 'recovery.beginAnew' }

export interface RecoveryView {
  /** Null until main has said it. */
  readonly state: RecoveryState | null
  /** Null while they are being looked for and checked. */
  readonly found: FoundSnapshots | null
  /** The snapshot to go back to: the newest, unless another one was picked. */
  readonly chosen: string | null
  /** What went wrong last. */
  readonly trouble: ErrorReport | null
  readonly doing: Way['name'] | null
  /** It is open again, and the chat is about to take this window's place. */
  readonly done: boolean
}

export interface RecoveryStore {
  readonly view: StoreApi<RecoveryView>
  /** Asks main what is so. */
  look(): Promise<void>
  choose(id: string): void
  /** One at a time: while one runs nothing else begins. */
  go(way: Way): Promise<void>
  showFolder(): void
  quit(): void
}

/** What the window knows of the recovery, and what it can do. */
export function openRecoveryStore(ask: Ask): RecoveryStore {
  const view = createStore<RecoveryView>(() => ({
    state: null,
    found: null,
    chosen: null,
    trouble: null,
    doing: null,
    done: false,
  }))
  const fail = (error: unknown): void => view.setState({ trouble: reportError(error), doing: null })

  async function look(): Promise<void> {
    try {
      view.setState({ state: await ask('recovery.state', undefined) })
      const found = await ask('recovery.snapshots', undefined)
      const { chosen } = view.getState()
      const still = found.usable.find(({ id }) => id === chosen) ?? found.usable[0]
      view.setState({ found, chosen: still?.id ?? null })
    } catch (error) {
      fail(error)
      view.setState({ found: { usable: [], unusable: [] }, chosen: null })
    }
  }

  return {
    view,
    look,
    choose: (chosen) => view.setState({ chosen }),
    async go(way) {
      const { doing, done } = view.getState()
      if (doing || done) return
      view.setState({ doing: way.name, trouble: null })
      try {
        if (way.name === 'recovery.restore') await ask(way.name, { id: way.id })
        else await ask(way.name, undefined)
        view.setState({ done: true })
      } catch (error) {
        fail(error)
        // It may have got half-way: what is so now is asked again.
        await look()
      }
    },
    showFolder: () => void ask('recovery.showFolder', undefined).catch(fail),
    quit: () => void ask('app.quit', undefined).catch(fail),
  }
}
