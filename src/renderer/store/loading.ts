import type { ErrorReport } from '../../shared/errors.ts'

/** How far something that is asked for has come. */
export type Loading =
  | { readonly state: 'loading' }
  | { readonly state: 'ready' }
  | { readonly state: 'failed'; readonly error: ErrorReport }
