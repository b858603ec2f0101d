import type { ErrorReport } from '../shared/errors.ts'
import { errorText } from '../shared/words/error-text.ts'
import { useWords } from './use-words.ts'

/** An error that came with a message or an event. What a request was refused with is in words already (`store/ask.ts`). */
export function ErrorText({ error }: { readonly error: ErrorReport }): string {
  return errorText(useWords(), error)
}
