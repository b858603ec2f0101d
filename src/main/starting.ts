import type { App } from 'electron'
import { z } from 'zod'

/** What a start asks for: the main window, the quick prompt alone, or nothing to be seen. */
export type Wanted = 'window' | 'quickPrompt' | 'nothing'

/** Told by the command line: `--quick-prompt`, or `--hidden` at login, where the system does not say itself `atLogin`. */
export function readWanted(args: readonly string[], atLogin = false): Wanted {
  if (args.includes('--quick-prompt')) return 'quickPrompt'
  return atLogin || args.includes('--hidden') ? 'nothing' : 'window'
}

const visitSchema = z.object({ wanted: z.enum(['window', 'quickPrompt', 'nothing']) })

/**
 * True for the first start on a profile. Every later one makes `onSecondStart` run in the first, with what it asks for,
 * and has to leave. Asked before the data folder is touched; core's lock guards it against everything else.
 */
export function isOnlyInstance(app: App, wanted: Wanted, onSecondStart: (wanted: Wanted) => void): boolean {
  if (!app.requestSingleInstanceLock({ wanted })) return false
  app.on('second-instance', (_event, args, _folder, data) => {
    // Chromium may have reordered the arguments, and has kept them all.
    const visit = visitSchema.safeParse(data)
    onSecondStart(visit.success ? visit.data.wanted : readWanted(args))
  })
  return true
}
