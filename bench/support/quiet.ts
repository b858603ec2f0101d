import { setTimeout as sleep } from 'node:timers/promises'

/**
 * Leaves a database alone until its upkeep has come by (`embedded/upkeep.ts`: after 20 s without a call, looked for every
 * 5 s), so that what is measured after a filling of 100,000 messages is what a person meets, and not the filling's tail.
 */
export function leaveAlone(): Promise<void> {
  return sleep(45_000)
}
