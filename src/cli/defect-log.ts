import { inspect } from 'node:util'
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
      if (!findAppError(fields['error'])) note(`${event} ${inspect(fields)}`)
    },
  }
}
