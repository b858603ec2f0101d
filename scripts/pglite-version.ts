import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { root } from './root.ts'

/** The version of PGlite that is installed. */
export function pgliteVersion(): string {
  const manifest = join(root, 'node_modules', '@electric-sql', 'pglite', 'package.json')
  return z.object({ version: z.string() }).parse(JSON.parse(readFileSync(manifest, 'utf8'))).version
}
