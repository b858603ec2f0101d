import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Versions } from '../shared/computer-requests.ts'

/** Our own package.json names the one version of PGlite that is installed. */
const packageSchema = z.looseObject({ dependencies: z.looseObject({ '@electric-sql/pglite': z.string() }) })
/** The stand-in has no `chrome`. */
const processSchema = z.looseObject({ electron: z.string(), chrome: z.string().optional(), node: z.string() })

/** What Hearth is made of. `app` is the folder with package.json. */
export async function readVersions(app: string, hearth: string): Promise<Versions> {
  const { dependencies } = packageSchema.parse(JSON.parse(await readFile(join(app, 'package.json'), 'utf8')))
  const { electron, chrome = null, node } = processSchema.parse(process.versions)
  return { hearth, electron, chromium: chrome, node, pglite: dependencies['@electric-sql/pglite'] }
}
