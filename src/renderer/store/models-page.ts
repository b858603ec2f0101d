import type { HearthEvent } from '../../shared/events.ts'
import type { LoadedModel } from '../../shared/model.ts'
import { plainName } from '../../shared/model-name.ts'
import type { Pull } from '../../shared/pull.ts'
import { errorText } from '../../shared/words/error-text.ts'
import { announce, attempt, type Room } from './room.ts'

/** The page with the models, their downloads, and which of them are in memory. */
export interface ModelsState {
  /** Whether the page stands in the place of the conversation. */
  readonly shown: boolean
  /** In the order in which they were begun. */
  readonly pulls: readonly Pull[]
  readonly loaded: readonly LoadedModel[]
}

export const firstModels: ModelsState = { shown: false, pulls: [], loaded: [] }

export interface ModelsCommands {
  /** Shows the page in the place of the conversation, or the conversation again. */
  show(shown: boolean): void
  /** Asks which downloads there are: also those that an earlier start of Hearth began. */
  loadPulls(): Promise<void>
  /** Asks what is in memory. It changes without a word: whoever shows it asks again and again. */
  loadLoaded(): Promise<void>
  /** Begins a download, or goes on with it. Throws AppError for what is no name of a model that can be downloaded. */
  start(name: string): Promise<void>
  pause(name: string): Promise<void>
  resume(name: string): Promise<void>
  cancel(name: string): Promise<void>
  unload(name: string): Promise<void>
  /** Resolves when it is gone, or it was told why not. */
  remove(name: string): Promise<void>
  hear(event: HearthEvent): void
}

/** `refresh` asks which models there are. */
export function createModels(room: Room, refresh: () => Promise<void>): ModelsCommands {
  const { ask, get, set, notify, t } = room
  /** Counts what was heard of downloads: an answer from before that is out of date. */
  let heard = 0

  function write(change: (models: ModelsState) => Partial<ModelsState>): void {
    set(({ models }) => ({ models: { ...models, ...change(models) } }))
  }

  /** Nobody need look at its row when it fails, or a full disk stops it. */
  function tellStop({ name, state, problem }: Pull): void {
    const before = get().models.pulls.find((pull) => holds([pull], { name }))?.state
    if (problem === null || state === before || (state !== 'failed' && state !== 'paused')) return
    const [title, text] = [t('models:stopped', { name }), errorText(t, problem)]
    notify({ id: `download ${name}`, kind: 'error', title, text })
  }

  async function loadPulls(): Promise<void> {
    const before = heard
    // Whoever cannot be told of them is told of the next one that moves.
    const pulls = await ask('pull.list', undefined).catch(() => null)
    if (pulls && heard === before) write(() => ({ pulls }))
  }

  async function loadLoaded(): Promise<void> {
    // Without Ollama nothing is in memory, and its own notice says why.
    const loaded = await ask('models.loaded', undefined).catch(() => [])
    write(() => ({ loaded }))
  }

  return {
    loadPulls,
    loadLoaded,
    show(shown) {
      if (shown === get().models.shown) return
      write(() => ({ shown }))
      if (!shown) return
      void refresh()
      void loadPulls()
      void loadLoaded()
    },
    async start(name) {
      const pull = await ask('pull.start', { name })
      write(({ pulls }) => (holds(pulls, pull) ? {} : { pulls: [...pulls, pull] }))
    },
    async pause(name) {
      await attempt(room, t('models:notPaused', { name }), () => ask('pull.pause', { name }))
    },
    async resume(name) {
      await attempt(room, t('models:notResumed', { name }), () => ask('pull.resume', { name }))
    },
    async cancel(name) {
      await attempt(room, t('models:notCancelled', { name }), () => ask('pull.cancel', { name }))
    },
    async unload(name) {
      await attempt(room, t('models:notUnloaded', { name }), () => ask('models.unload', { name }))
      await loadLoaded()
    },
    async remove(name) {
      await attempt(room, t('models:notDeleted', { name }), async () => {
        await ask('models.delete', { name })
        announce(room, t('models:deleted', { name }))
      })
    },
    hear(event) {
      if (event.type === 'pull.progress') {
        heard += 1
        tellStop(event.pull)
        write(({ pulls }) => ({ pulls: withPull(pulls, event.pull) }))
      } else if (event.type === 'pull.ended') {
        heard += 1
        write(({ pulls }) => ({ pulls: pulls.filter((pull) => !holds([pull], event)) }))
        if (event.installed) notify({ kind: 'plain', title: t('models:installed', { name: event.name }) })
      } else if (event.type === 'models.changed') {
        void refresh()
        if (get().models.shown) void loadLoaded()
      }
    },
  }
}

function holds(pulls: readonly Pull[], { name }: Pick<Pull, 'name'>): boolean {
  return pulls.some((pull) => plainName(pull.name) === plainName(name))
}

function withPull(pulls: readonly Pull[], now: Pull): readonly Pull[] {
  if (!holds(pulls, now)) return [...pulls, now]
  return pulls.map((pull) => (holds([pull], now) ? now : pull))
}
