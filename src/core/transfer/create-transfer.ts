import { AppError } from '../../shared/errors.ts'
import type { Room } from '../orchestrator/room.ts'
import type { Runs } from '../orchestrator/runs.ts'
import type { Turns } from '../orchestrator/turns.ts'
import type { FactsAs, TransferProgress } from '../../shared/transfer.ts'
import { exportAll } from './export.ts'
import { importDocument, inspectDocument, takePrint } from './import.ts'
import { fileSink, streamSink } from './sink.ts'
import type { TransferRoom } from './transfer-room.ts'
import type { Transfer } from './transfer.ts'
import { writeNewFile } from './write-file.ts'

/** Milliseconds between two words on how far it has come. */
const pause = 100
/** Documents that were looked at and may still be imported. */
const mostSeen = 20

interface Beside extends Pick<TransferRoom, 'erasing' | 'dataFolder'> {
  readonly turns: Pick<Turns, 'running'>
  readonly runs: Pick<Runs, 'running' | 'recover'>
  /** Of Hearth. */
  readonly version?: string | undefined
}

/** Furnishes the room. What is under way when it closes is stopped, and leaves nothing. */
export function createTransfer(
  outer: Room,
  { turns, runs, version = 'unknown', erasing, dataFolder }: Beside,
): Transfer {
  const isBusy = (id: string): boolean => turns.running(id) !== null || runs.running(id) !== null
  const room: TransferRoom = { ...outer, version, isBusy, erasing, dataFolder }
  const running = new Map<string, AbortController>()
  const work = new Set<Promise<unknown>>()
  const seen = new Map<string, { readonly path: string; readonly print: string; readonly factsAs: FactsAs }>()
  let closing = false

  /** Runs under an id, until `cancel` of that id. Tells how far it has come, and that it has ended however that was. */
  async function run<T>(
    about: Pick<TransferProgress, 'id' | 'kind' | 'unit'>,
    stop: AbortSignal | undefined,
    task: (signal: AbortSignal, told: (done: number, total: number | null) => void) => Promise<T>,
  ): Promise<T> {
    if (closing) throw new AppError('cancelled', 'Hearth is closing.')
    if (running.has(about.id)) throw new AppError('invalid_input', 'This is under way already.')
    const own = new AbortController()
    running.set(about.id, own)
    const signal = stop ? AbortSignal.any([stop, own.signal]) : own.signal
    const progress = createProgress(room, about)
    const doing = task(signal, progress.told)
    work.add(doing)
    try {
      return await doing
    } catch (error) {
      if (signal.aborted)
        throw new AppError('cancelled', 'It was stopped. Nothing was left.', { cause: error })
      throw error
    } finally {
      work.delete(doing)
      running.delete(about.id)
      progress.end()
    }
  }

  /** Anything may be another now, here and for whoever shares the database. */
  async function settle(): Promise<void> {
    outer.history.forgetAll()
    outer.shared?.announce({ type: 'everything' })
    room.events.emit({ type: 'store.changed' })
    room.events.emit({ type: 'memory.changed' })
    // A run that was under way when it was exported ends here.
    await runs.recover()
  }

  return {
    exportTo: (path, { id, signal, ...wanted }) =>
      run({ id, kind: 'export', unit: 'messages' }, signal, async (stop, told) => {
        const written = await writeNewFile(path, { id: room.newId(), signal: stop }, (file) =>
          exportAll(room, fileSink(file), { ...wanted, signal: stop }, told),
        )
        return { path, ...written }
      }),
    exportInto: (stream, { id, signal, ...wanted }) =>
      run({ id, kind: 'export', unit: 'messages' }, signal, (stop, told) =>
        exportAll(room, streamSink(stream, stop), { ...wanted, signal: stop }, told),
      ),
    inspect(path, signal) {
      const id = room.newId()
      return run({ id, kind: 'import', unit: 'bytes' }, signal, async (stop, told) => {
        // Before it is read: whatever changes from here on is noticed.
        const print = await takePrint(path)
        const preview = await inspectDocument(room, path, { signal: stop, told })
        seen.set(id, { path, print, factsAs: preview.factsAs })
        const [oldest] = seen.keys()
        if (seen.size > mostSeen && oldest !== undefined) seen.delete(oldest)
        return { importId: id, path, ...preview }
      })
    },
    import({ importId, policy, facts, despiteChecksum = false, signal }) {
      const found = seen.get(importId)
      if (!found) return Promise.reject(new AppError('not_found', 'Choose the file to be imported again.'))
      return run({ id: importId, kind: 'import', unit: 'bytes' }, signal, async (stop, told) => {
        const imported = await importDocument(room, found.path, {
          policy,
          facts: facts ?? found.factsAs,
          despiteChecksum,
          print: found.print,
          signal: stop,
          told,
        })
        await settle()
        return imported
      })
    },
    cancel: (id) => running.get(id)?.abort(),
    async close() {
      closing = true
      for (const controller of running.values()) controller.abort()
      await Promise.allSettled(work)
    },
  }
}

function createProgress(
  { events, clock }: Pick<TransferRoom, 'events' | 'clock'>,
  about: Pick<TransferProgress, 'id' | 'kind' | 'unit'>,
) {
  let last: { done: number; total: number | null } = { done: 0, total: null }
  let toldAt = Number.NEGATIVE_INFINITY
  const tell = (ended: boolean): void =>
    events.emit({ type: 'transfer.progress', progress: { ...about, ...last, ended } })
  return {
    told(done: number, total: number | null) {
      last = { done, total }
      if (clock.monotonic() - toldAt < pause) return
      toldAt = clock.monotonic()
      tell(false)
    },
    end: () => tell(true),
  }
}
