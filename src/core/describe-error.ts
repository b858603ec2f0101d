/**
 * An error as fields for a log, since JSON drops all of it. What a statement was given is left out: it is what people
 * wrote, and Drizzle puts it into its message as well.
 */
export function describeError(error: Error): Record<string, unknown> {
  const { name, stack, cause } = error
  if ('query' in error && 'params' in error) return { name: 'QueryError', query: error.query, cause }
  return { ...Object.fromEntries(Object.entries(error)), name, message: error.message, stack, cause }
}
