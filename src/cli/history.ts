import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { isMissing } from '../core/is-missing.ts'

/** What was typed into `hearth chat`, for the arrow keys: a file of the data folder, one entry a line, newest first. */
export interface History {
  read(): string[]
  /** A history that cannot be kept is no reason to stop a conversation: says so, once. */
  keep(entries: readonly string[]): void
}

export function openHistory(folder: string, onTrouble: (message: string) => void): History {
  const file = join(folder, 'chat-history')
  let told = false
  const attempt = <T>(work: () => T, otherwise: T): T => {
    try {
      return work()
    } catch (error) {
      const missing = isMissing(error)
      if (!missing && !told) onTrouble(`The history of what was typed is not kept: ${String(error)}`)
      told ||= !missing
      return otherwise
    }
  }
  return {
    read: () => attempt(() => readFileSync(file, 'utf8').split('\n').filter(Boolean), []),
    keep(entries) {
      attempt(() => {
        writeFileSync(file, entries.map((entry) => `${entry}\n`).join(''), { mode: 0o600 })
        chmodSync(file, 0o600)
      }, undefined)
    },
  }
}
