import { reportError } from '../../shared/errors.ts'
import type { HearthEvent } from '../../shared/events.ts'
import type { ExportFormat, ExportScope, FactsAs, MergePolicy } from '../../shared/transfer.ts'
import { announce, attempt, type Room } from './room.ts'
import type { Exporting, Importing } from './transferring.ts'

/** The dialogs for exports and imports, and what they do. */
export interface TransferCommands {
  openExport(scope?: ExportScope): void
  openImport(): void
  /** What is under way is stopped. */
  close(): void
  choose(change: { readonly scope?: ExportScope; readonly format?: ExportFormat }): void
  /** Asks for a place and writes. */
  export(): Promise<void>
  /** Shows what was written in the system's file manager. */
  showFile(): void
  /** Asks for a file and reads it. */
  chooseFile(): Promise<void>
  import(policy: MergePolicy, facts: FactsAs, despiteChecksum: boolean): Promise<void>
  cancel(): void
  hear(event: HearthEvent): void
}

const fresh = { id: null, progress: null, done: null, error: null } as const

type MenuCommand = Extract<HearthEvent, { type: 'menu.chosen' }>['command']

export function createTransfer(room: Room): TransferCommands {
  const { ask, get, set, newId, t } = room

  function change(part: Partial<Exporting> | Partial<Importing>): void {
    set(({ transfer }) => ({ transfer: transfer && ({ ...transfer, ...part } as Exporting | Importing) }))
  }

  /** Does it while its dialog is open; one that was stopped is no error. */
  async function whileOpen(
    id: string,
    act: () => Promise<Partial<Exporting> | Partial<Importing>>,
  ): Promise<void> {
    change({ id, progress: null, error: null })
    let result: Partial<Exporting> | Partial<Importing>
    try {
      result = await act()
    } catch (error) {
      const report = reportError(error)
      result = { error: report.code === 'cancelled' ? null : report }
      announce(room, report.code === 'cancelled' ? t('notices:transfer.stopped') : report.message)
    }
    if (get().transfer?.id === id) change({ ...result, id: null, progress: null })
  }

  function cancel(): void {
    const id = get().transfer?.id
    if (id === null || id === undefined) return
    void attempt(room, t('notices:notStopped'), () => ask('transfer.cancel', { id }))
  }

  function openImport(): void {
    set({ transfer: { ...fresh, kind: 'import', preview: null, reading: false } })
  }

  const openExport = (scope: ExportScope = { kind: 'all' }): void =>
    set({ transfer: { ...fresh, kind: 'export', scope, format: 'json' } })

  return {
    openExport,
    openImport,
    close() {
      cancel()
      set({ transfer: null })
    },
    choose: (part) => change({ ...part, error: null }),
    async export() {
      const { transfer } = get()
      if (transfer?.kind !== 'export' || transfer.id !== null) return
      const { scope, format } = transfer
      const id = newId()
      await whileOpen(id, async () => {
        const done = await ask('transfer.export', { id, scope, format })
        if (done) announce(room, t('notices:transfer.exported', { path: done.path }))
        return { done: done && { ...done, id } }
      })
    },
    showFile() {
      const { transfer } = get()
      if (transfer?.kind !== 'export' || !transfer.done) return
      const { id } = transfer.done
      void attempt(room, t('notices:transfer.notShown'), () => ask('transfer.show', { id }))
    },
    async chooseFile() {
      if (get().transfer?.kind !== 'import') openImport()
      change({ reading: true, error: null })
      try {
        const preview = await ask('transfer.choose', undefined)
        // Choosing none leaves what was chosen before.
        change({ reading: false, ...(preview ? { preview } : {}) })
      } catch (error) {
        change({ reading: false, preview: null, error: reportError(error) })
      }
    },
    async import(policy, facts, despiteChecksum) {
      const { transfer } = get()
      if (transfer?.kind !== 'import' || !transfer.preview || transfer.id !== null) return
      const { importId } = transfer.preview
      await whileOpen(importId, async () => {
        const done = await ask('transfer.import', {
          importId,
          policy,
          facts,
          ...(despiteChecksum ? { despiteChecksum } : {}),
        })
        announce(room, t('notices:transfer.imported'))
        return { done }
      })
    },
    cancel,
    hear(event) {
      if (event.type === 'menu.chosen' && !isHeld(get().transfer, event.command)) {
        if (event.command === 'export') openExport()
        else if (event.command === 'import') openImport()
      }
      if (event.type === 'transfer.progress' && event.progress.id === get().transfer?.id)
        change({ progress: event.progress })
    },
  }
}

/** The menus reach a window past its dialog: what is under way there stays, and so does a file that was chosen. */
function isHeld(transfer: Exporting | Importing | null, command: MenuCommand): boolean {
  if (transfer === null) return false
  if (transfer.id !== null) return true
  return transfer.kind === 'import' && (transfer.reading || (command === 'import' && transfer.done === null))
}
