import { join } from 'node:path'
import type { ExportFormat } from '../shared/transfer.ts'

/**
 * The folder of `npm run demo` (HEARTH_DEMO), or null. What is exported goes there without a dialog, so that it is
 * cleared away with the rest. A packaged app has no demo: it would say so of a person's own data.
 */
export function demoFolder(
  env: Readonly<Record<string, string | undefined>>,
  isPackaged: boolean,
): string | null {
  return (!isPackaged && env['HEARTH_DEMO']) || null
}

/** Takes the place of the system's dialog for where an export goes. */
export function exportInto(folder: string): (format: ExportFormat) => Promise<string> {
  return async (format) => join(folder, format === 'json' ? 'hearth.json' : 'hearth.md')
}
