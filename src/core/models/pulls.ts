import { AppError } from '../../shared/errors.ts'
import { isCloudName, plainName, readModelName } from '../../shared/model-name.ts'
import type { Pull } from '../../shared/pull.ts'
import { downloadModel, still, type DownloadOptions } from './download.ts'
import type { KeptPulls } from './kept-pulls.ts'

/** The downloads of models: at most one of each. They go on while no window looks. */
export interface Pulls {
  list(): readonly Pull[]
  /** Begins, or goes on with one that is there. Throws `invalid_input` for what is no name, or runs elsewhere. */
  start(name: string): Promise<Pull>
  /** Ollama keeps what came. Those that have come to an end are no error, here and below. */
  pause(name: string): Promise<void>
  resume(name: string): Promise<void>
  /** Forgets it. Ollama clears away what came of it when it starts the next time. */
  cancel(name: string): Promise<void>
  close(): Promise<void>
}

export interface PullsOptions extends DownloadOptions {
  readonly kept: KeptPulls
}

interface Entry {
  pull: Pull
  controller: AbortController | null
  work: Promise<void>
}

/** Reads what was not finished when Hearth was closed: it is paused until somebody goes on with it. */
export async function openPulls(options: PullsOptions): Promise<Pulls> {
  const { kept, events, log } = options
  const entries = new Map<string, Entry>()
  let saving: Promise<void> = Promise.resolve()

  for (const { name, bytes, total } of await kept.read()) {
    const pull: Pull = { ...resting, name, bytes, total, state: 'paused' }
    entries.set(plainName(name), { pull, controller: null, work: Promise.resolve() })
  }

  /** One write after another; a database that does not take it must not stop the download. */
  function save(): Promise<void> {
    saving = saveAfter(saving)
    return saving
  }
  async function saveAfter(earlier: Promise<void>): Promise<void> {
    await earlier
    const unfinished = [...entries.values()].filter(({ pull }) => pull.state !== 'failed')
    await kept
      .save(unfinished.map(({ pull }) => pull))
      .catch((error: unknown) => log.warn('pulls.unsaved', { error }))
  }
  function tell(entry: Entry, change: Partial<Pull>): void {
    entry.pull = { ...entry.pull, ...change }
    events.emit({ type: 'pull.progress', pull: entry.pull })
  }
  function end(entry: Entry, installed: boolean): Promise<void> {
    const { name } = entry.pull
    entries.delete(plainName(name))
    events.emit({ type: 'pull.ended', name, installed })
    if (installed) events.emit({ type: 'models.changed' })
    return save()
  }
  function run(entry: Entry): void {
    if (entry.controller) return
    const controller = new AbortController()
    entry.controller = controller
    tell(entry, { state: 'pulling', problem: null })
    const report = { tell: (change: Partial<Pull>) => tell(entry, change), save }
    entry.work = downloadModel(options, entry, report, controller.signal)
      .then((installed) => (installed ? end(entry, true) : save()))
      .finally(() => {
        if (entry.controller === controller) entry.controller = null
      })
  }
  async function halt(entry: Entry): Promise<void> {
    entry.controller?.abort()
    await entry.work
  }
  const find = (name: string): Entry | undefined => entries.get(plainName(name))

  return {
    list: () => [...entries.values()].map(({ pull }) => pull),
    async start(text) {
      const name = checkName(text)
      const known = find(name)
      const pull: Pull = { ...resting, name }
      const entry = known ?? { pull, controller: null, work: Promise.resolve() }
      entries.set(plainName(name), entry)
      run(entry)
      await save()
      return entry.pull
    },
    async pause(name) {
      const entry = find(name)
      if (!entry?.controller) return
      await halt(entry)
      const went = entry.pull.state === 'pulling' || entry.pull.state === 'waiting'
      if (went && find(name) === entry) tell(entry, { ...still, state: 'paused', problem: null })
      await save()
    },
    async resume(name) {
      const entry = find(name)
      if (entry) run(entry)
      await save()
    },
    async cancel(name) {
      const entry = find(name)
      if (!entry) return
      await halt(entry)
      if (find(name) === entry) await end(entry, false)
    },
    async close() {
      await Promise.all([...entries.values()].map(halt))
      await save()
    },
  }
}

const resting = { ...still, state: 'pulling', bytes: 0, total: null, problem: null } as const

/** The whole name of a model that can be downloaded. */
function checkName(text: string): string {
  const name = readModelName(text)
  if (name === null)
    throw new AppError('invalid_input', 'This is not the name of a model. Names look like qwen3:4b.')
  if (!isCloudName(name)) return name
  throw new AppError(
    'invalid_input',
    `${name} runs on somebody else’s computer: there is nothing to download. Choose a model that runs here.`,
  )
}
