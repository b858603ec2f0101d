import type { Log } from '../core/log.ts'

/**
 * What nobody caught is a bug: logged whole. The app goes on, since a turn or a window that failed is no reason to take
 * the others along, and what is saved is saved by a thread of its own.
 */
export function logBugs(process: NodeJS.Process, log: Log): void {
  process.on('uncaughtException', (error) => log.error('bug.exception', { error }))
  process.on('unhandledRejection', (error) => log.error('bug.rejection', { error }))
}
