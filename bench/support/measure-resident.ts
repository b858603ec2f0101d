import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { build } from 'vite'
import { z } from 'zod'
import { root } from '../../scripts/root.ts'
import { sourceFiles } from '../../src/core/store-files.ts'

const figures = z.object({ firstMb: z.number(), settledMb: z.number() })

/** What a process takes of memory that has opened a data folder with the built store, in megabytes. */
export async function measureResident(dataFolder: string): Promise<z.infer<typeof figures>> {
  const outDir = join(root, '.cache', 'bench')
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    build: { ssr: 'bench/support/resident.ts', outDir },
    ssr: { noExternal: true, external: ['@electric-sql/pglite', 'pg'] },
  })
  const { migrations, template } = sourceFiles()
  const worker = join(root, 'out', 'main', 'database-worker.js')
  const program = join(outDir, 'resident.js')
  const said = execFileSync(process.execPath, [program, dataFolder, worker, migrations, template])
  return figures.parse(JSON.parse(said.toString()))
}
