/** Postgres' code for a failure (SQLSTATE), also beneath what Drizzle wraps around it; null for anything else. */
export function sqlState(error: unknown): string | null {
  for (let current = error; current instanceof Error; current = current.cause) {
    if ('code' in current && typeof current.code === 'string' && /^[0-9A-Z]{5}$/.test(current.code))
      return current.code
  }
  return null
}

export const uniqueViolation = '23505'
export const foreignKeyViolation = '23503'
