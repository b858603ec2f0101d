import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'

/** A store in a process of its own, as an app has it: no other store's work, memory or garbage is in its figures. */
export interface StoreProcess {
  readonly name: StoreName
  fill(): Promise<void>
  /** Indexes what was filled in. Resolves with how long it took, and the longest task of its process meanwhile. */
  index(): Promise<{ readonly ms: number; readonly longestTaskMs: number }>
  /** Milliseconds of each of so many calls. Each store is asked the same in the same order. */
  time(what: Timed, calls: number): Promise<readonly number[]>
  /** Milliseconds of the longest task of its process since that was asked last. */
  longestTask(): Promise<number>
  /** What it takes on the disk, without its write-ahead log. */
  bytes(): Promise<number>
  /** Searches everything while something is written, and looks at what that does to the process. Hearth's own only. */
  writeWhileSearching(): Promise<Readonly<Record<string, number>>>
  close(): Promise<void>
}

export type StoreName = 'PGlite' | 'SQLite' | 'Postgres'
export type Timed =
  | 'insert'
  | 'lastMessages'
  | 'commonWord'
  | 'rareWord'
  | 'reopen'
  | 'searchCommon'
  | 'searchRare'
  | 'searchSeveral'
  | 'searchTypo'

export interface StoreOptions {
  readonly name: StoreName
  readonly folder: string
  /** Of a server's database. */
  readonly databaseUrl?: string
  /** The conversations' ids. */
  readonly ids: readonly string[]
  /** How many messages there are. */
  readonly count: number
}

export type StoreRequest =
  | { readonly do: 'fill' | 'index' | 'longestTask' | 'bytes' | 'writeWhileSearching' | 'close' }
  | { readonly do: 'time'; readonly what: Timed; readonly calls: number }

const program = fileURLToPath(new URL('store-child.ts', import.meta.url))

export function startStore(options: StoreOptions): StoreProcess {
  const child = fork(program, { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  child.send(options)
  const gone = once(child, 'exit').then(([code]) => {
    throw new Error(`The process of ${options.name} ended with ${code}.`)
  })
  gone.catch(() => {})
  const ask = async <Answer>(request: StoreRequest): Promise<Answer> => {
    child.send(request)
    const [answer] = (await Promise.race([once(child, 'message'), gone])) as [Answer]
    return answer
  }
  return {
    name: options.name,
    fill: () => ask({ do: 'fill' }),
    index: () => ask({ do: 'index' }),
    longestTask: () => ask({ do: 'longestTask' }),
    time: (what, calls) => ask({ do: 'time', what, calls }),
    bytes: () => ask({ do: 'bytes' }),
    writeWhileSearching: () => ask({ do: 'writeWhileSearching' }),
    async close() {
      await ask({ do: 'close' })
      child.disconnect()
      await gone.catch(() => {})
    },
  }
}
