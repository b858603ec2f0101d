import type { z } from 'zod'

/** What a request of the contract takes and gives. */
export interface RequestSpec<Input extends z.ZodType, Output> {
  readonly input: Input
  /**
   * For a read that a newer one of the same window replaces: requests with the same answer here do, and the older one is
   * no longer waited for. Null for one that stands alone.
   */
  readonly lane?: (input: z.infer<Input>) => string | null
  /** Only for the type checker. */
  readonly output?: () => Output
}

/** Names the answer's type, then takes the schema of what goes in. */
export function answers<Output>() {
  return <Input extends z.ZodType>(
    input: Input,
    lane?: (input: z.infer<Input>) => string | null,
  ): RequestSpec<Input, Output> => ({ input, ...(lane && { lane }) })
}
