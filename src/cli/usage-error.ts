/** Wrong usage: exit code 2, where an AppError is a failure, 1. The message is a sentence. */
export class UsageError extends Error {
  override readonly name = 'UsageError'
}
