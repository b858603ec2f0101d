import { AppError } from '../../../shared/errors.ts'

/**
 * Remembers which folders were granted when a run first looked. Names in a plan count from them, so where one is gone
 * they may mean something else than what was shown: then this throws `forbidden`. More of them change nothing.
 */
export function holdGrants(): (granted: readonly string[]) => void {
  let first: readonly string[] | null = null
  return (granted) => {
    first ??= granted
    const gone = first.find((folder, at) => granted[at] !== folder)
    if (gone === undefined) return
    throw new AppError(
      'forbidden',
      `${gone} is not granted as it was when this run began, so it was not done. Ask for it again.`,
    )
  }
}
