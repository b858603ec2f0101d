/**
 * Export and import: 100,000 messages out to a file and into an empty store, each in a process of its own. Bounds: out
 * ≤ 3 s, in ≤ 20 s (after the look at it, which is measured too), and at most 60 MB more of memory each, over what the
 * process has when its store is open and was read from. Optional argument: how many messages.
 */
import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { build } from 'vite'
import { z } from 'zod'
import { root } from '../scripts/root.ts'
import { sourceFiles } from '../src/core/store-files.ts'
import { corpus } from './support/corpus.ts'
import { report, rounded } from './support/figures.ts'
import { openHearth } from './support/store-hearth.ts'

const count = Number(process.argv[2] ?? 100_000)
const folder = await mkdtemp(join(tmpdir(), 'hearth-bench-export-'))
await using ended = new AsyncDisposableStack()
ended.defer(() => rm(folder, { recursive: true, force: true }))
const document = join(folder, 'memory.json')

const ids = Array.from({ length: Math.ceil(count / 100) }, () => randomUUID())
const store = await openHearth({ dataFolder: join(folder, 'full') }, ids)
await store.fill(corpus(count))
await store.close()
execFileSync('sync')

const program = await bundle()
const figures = z.object({ ms: z.number(), extraMb: z.number(), inspectMs: z.number().optional() })
const out = run('export', join(folder, 'full'))
const into = run('import', join(folder, 'empty'))

report('export', {
  messages: count,
  documentMb: rounded((await stat(document)).size / 1024 / 1024, 1),
  exportMs: rounded(out.ms, 0),
  exportExtraMb: rounded(out.extraMb, 0),
  inspectMs: rounded(into.inspectMs ?? 0, 0),
  importMs: rounded(into.ms, 0),
  importExtraMb: rounded(into.extraMb, 0),
})

function run(what: string, dataFolder: string): z.infer<typeof figures> {
  const { migrations, template } = sourceFiles()
  const worker = join(root, 'out', 'main', 'database-worker.js')
  const said = execFileSync(process.execPath, [
    program,
    what,
    document,
    dataFolder,
    pathToFileURL(worker).href,
    migrations,
    template,
  ])
  return figures.parse(JSON.parse(said.toString().trim()))
}

/** As the app is: Node's own reading of TypeScript takes more memory than all of this. */
async function bundle(): Promise<string> {
  const outDir = join(root, '.cache', 'bench-export')
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: { ssr: 'bench/support/transfer.ts', outDir },
    ssr: { noExternal: true, external: ['@electric-sql/pglite', 'pg'] },
  })
  return join(outDir, 'transfer.js')
}
