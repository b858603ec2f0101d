import { rm } from 'node:fs/promises'

/**
 * Removes a folder that was given up half-way. What unpacks into it may still be writing for a moment, so that it is not
 * empty at the first attempt.
 */
export async function clearFolder(folder: string): Promise<void> {
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
}
