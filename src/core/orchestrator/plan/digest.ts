import { createHash } from 'node:crypto'
import type { PlannedAction } from '../../../shared/request.ts'

/**
 * Stands for a plan, so that what is approved is what was shown: SHA-256 in hex over the message's id and all of each
 * action but its title, whatever the order of keys.
 */
export function digestOf(messageId: string, actions: readonly PlannedAction[]): string {
  const plan = {
    messageId,
    actions: actions.map(({ title: _title, ...bound }) => bound),
  }
  return createHash('sha256').update(canonicalJson(plan)).digest('hex')
}

function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const fields = Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, field]) => `${JSON.stringify(key)}:${canonicalJson(field)}`)
  return `{${fields.join(',')}}`
}
