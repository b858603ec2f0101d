import type { MeaningState } from '../../shared/search.ts'
import type { Model } from '../../shared/model.ts'
import type { SearchEngine } from '../database/search/search-engine.ts'
import type { EventHub } from '../event-hub.ts'
import type { Log } from '../log.ts'
import type { ModelServer } from '../ollama/model-server.ts'
import type { IdleQueue } from '../orchestrator/idle-queue.ts'
import type { SettingsRoom } from '../settings.ts'
import { createAsking } from './asking.ts'
import { embeddingModel } from './embedding-model.ts'
import { fillMeanings } from './fill-meanings.ts'

/** The search, which also finds what means the same in other words, where an embedding model is installed. */
export interface SearchByMeaning extends Pick<SearchEngine, 'search' | 'related'> {
  state(): Promise<MeaningState>
  close(): void
}

export interface MeaningRoom {
  readonly search: Pick<SearchEngine, 'search' | 'related' | 'meanings'>
  readonly server: Pick<ModelServer, 'models' | 'embed' | 'loaded'>
  readonly idle: IdleQueue
  readonly events: EventHub
  readonly log: Log
  readonly settings: Pick<SettingsRoom, 'current'>
  /** Fills in the background: for an app that stays open. */
  readonly fills: boolean
}

/** Milliseconds between looks whether something waits, where nothing was heard of and where something was. */
const pauses = { quiet: 60_000, heard: 5_000 }
/** After these there may be more that has no vectors yet, or another model. */
const tidings = new Set([
  'message.saved',
  'memory.changed',
  'store.changed',
  'settings.changed',
  'models.changed',
  'ollama.changed',
  'transfer.progress',
])

/** Does nothing until it is asked, or a while has passed. */
export function openMeaning(room: MeaningRoom): SearchByMeaning {
  const { search, server, idle, events, log, settings, fills } = room
  const { meanings } = search
  const wanted = (): boolean => settings.current().memory.meaning
  const running = new Set<string>()
  const closing = new AbortController()
  let model: Promise<Model | null> | null = null
  /** Of what is being filled: it is of no use when the person wants none, or the model is another. */
  let filling = new AbortController()
  let heard = true
  let working = false
  let lookedAt = 0

  /** Asked once, until something is heard of the models. A server out of reach has none, and is asked again. */
  function current(signal = closing.signal): Promise<Model | null> {
    if (!meanings || !wanted()) return Promise.resolve(null)
    const asked = (model ??= server.models(signal).then(embeddingModel))
    asked.catch(() => {
      if (model === asked) model = null
    })
    return asked.catch(() => null)
  }

  const asking = createAsking({ server, current, log, closing: closing.signal })

  const stop = events.listen((event) => {
    const isOther = event.type === 'models.changed' || event.type === 'ollama.changed'
    if (isOther) model = null
    if (isOther || (event.type === 'settings.changed' && !wanted())) filling.abort()
    if (event.type === 'turn.started') {
      running.add(event.turn.id)
      // What waited in the queue was dropped, and never says so.
      working = false
    }
    if (event.type === 'turn.ended') running.delete(event.end.turnId)
    if (tidings.has(event.type)) heard = true
  })

  function look(): void {
    if (!meanings || working || running.size > 0) return
    if (!heard && performance.now() - lookedAt < pauses.quiet) return
    working = true
    heard = false
    lookedAt = performance.now()
    idle.add('meaning', async (signal) => {
      filling = new AbortController()
      const stopped = AbortSignal.any([signal, filling.signal])
      // In a terminal somebody may have pulled another one under the same name.
      model = null
      try {
        const found = await current(stopped)
        if (found) await fillMeanings({ server, meanings, log }, found, stopped)
        else if (!wanted()) await meanings.remove()
      } catch (error) {
        if (!stopped.aborted) throw error
      } finally {
        // There is more to do; somebody asked for something, or wants it otherwise.
        if (stopped.aborted) heard = true
        // Where it gave way, the next one may be waiting already.
        if (!signal.aborted) working = false
      }
    })
  }

  const timer = fills ? setInterval(look, pauses.heard) : null
  timer?.unref()

  return {
    async search(query, signal) {
      return search.search(query, signal, await asking.meaningOf(query.text, { loads: true, signal }))
    },
    async related(query, signal) {
      return search.related(query, signal, await asking.meaningOf(query.text, { loads: false, signal }))
    },
    async state() {
      if (!meanings) return { state: 'impossible' }
      if (!wanted()) return { state: 'off' }
      const found = await current()
      if (!found) return { state: 'no_model' }
      const progress = (await meanings.progress()) ?? { done: 0, waiting: 0 }
      return { state: 'on', model: found.name, ...progress }
    },
    close() {
      stop()
      closing.abort()
      if (timer) clearInterval(timer)
    },
  }
}
