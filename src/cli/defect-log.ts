import { inspect } from 'node:util'
import { describeError } from '../core/describe-error.ts'
import type { Log } from '../core/log.ts'
import { findAppError } from '../shared/errors.ts'
import type { Output } from './output.ts'

/** A terminal keeps no log: only what is a defect of ours is said, whole, since nothing else will remember it. */
export function createDefectLog({ note }: Pick<Output, 'note'>): Log {
  return {
    info() {},
    warn() {},
    error(event, fields = {}) {
      // Expected failures reach the person by another way, as a sentence.
      const { error, ...rest } = fields
      if (findAppError(error)) return
      note(`${event} ${inspect({ ...rest, ...(error instanceof Error && { error: describeError(error) }) })}`)
    },
  }
}
