import type { Execution } from '../action.ts'

/**
 * What is not whole yet is called until it is. By the id of its step, so that what one leaves that is cut off can be found;
 * else by a new one.
 */
export function draftName({ id, place }: Pick<Execution, 'id' | 'place'>): string {
  return `.hearth-${id ?? place.newId()}.partial`
}
