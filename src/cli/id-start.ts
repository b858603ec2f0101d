import type { AppError } from '../shared/errors.ts'
import { UsageError } from './usage-error.ts'

/** Ids may be given by how they begin, as far as that tells them apart. */
const shortest = 4
const beginning = /^[0-9a-f]{1,8}(-[0-9a-f]{0,4}){0,3}(-[0-9a-f]{0,12})?$/
const wholeLength = 36

/** What was given, as ids are written. Throws a UsageError when no id begins so. `of`: what it is the id of. */
export function checkStart(given: string, of: string): string {
  const start = given.trim().toLowerCase()
  if (start.length < shortest || !beginning.test(start)) {
    throw new UsageError(
      `${JSON.stringify(given)} is no id of ${of}: give the id, or at least its first ${shortest} characters.`,
    )
  }
  return start
}

export function isWhole(start: string): boolean {
  return start.length === wholeLength
}

/** The only one that was found. Throws `none`, or a UsageError with those that `start` may mean. */
export function onlyOne<T extends { readonly id: string }>(
  found: readonly T[],
  start: string,
  {
    none,
    many,
    title,
  }: { readonly none: AppError; readonly many: string; readonly title: (one: T) => string },
): T {
  const [only, ...others] = found
  if (!only) throw none
  if (others.length === 0) return only
  const lines = found.slice(0, 10).map((one) => `  ${one.id}  ${title(one)}`)
  throw new UsageError(`${start} begins the ids of ${found.length} ${many}:\n${lines.join('\n')}`)
}
