import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { root } from './root.ts'

const beginning = pathToFileURL(join(root, 'tests', 'support', 'begin-short-life.mjs')).href

/** The environment of the many processes that tests start, and that live for a second or two. */
export const shortLived: Readonly<Record<string, string>> = {
  // What they run is compiled once, not once for each start.
  NODE_COMPILE_CACHE: join(root, 'node_modules', '.cache', 'compiled'),
  NODE_OPTIONS: `${process.env['NODE_OPTIONS'] ?? ''} --import=${beginning}`.trim(),
}
