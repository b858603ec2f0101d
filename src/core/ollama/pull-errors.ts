import { AppError, type AppErrorCode } from '../../shared/errors.ts'
import { errorText, streamError, type ErrorContext } from './errors.ts'

type Rule = readonly [RegExp, AppErrorCode, (model: string) => string]

/** Tried in this order. The patterns are what Ollama 0.32 passes on of Go's network and files, and of its registry. */
const rules: readonly Rule[] = [
  [
    /no space left on device|not enough space on the disk|disk quota exceeded/i,
    'disk_full',
    (model) => `The disk is full. What came of ${model} is kept: make room, then go on.`,
  ],
  [
    /file does not exist|manifest unknown|: 404\b/i,
    'not_found',
    (model) =>
      `There is no model “${model}” where Ollama gets its models. Check its name at ollama.com/library.`,
  ],
  [
    /unauthorized|: 40[13]\b/i,
    'ollama_refused',
    (model) =>
      `“${model}” is not for everybody: its registry wants somebody to sign in. Choose another model.`,
  ],
  [
    /requires a newer version|: 412\b/i,
    'ollama_refused',
    (model) => `“${model}” needs a newer Ollama. Update Ollama, then try again.`,
  ],
  [
    /dial tcp|no such host|network is unreachable|no route to host|connection re(?:set|fused)|broken pipe|handshake|(?:i\/o|Client\.Timeout|deadline).*(?:timeout|exceeded)|timeout|max retries exceeded|unexpected EOF|server misbehaving/i,
    'network_down',
    (model) => `There is no connection to where ${model} comes from. Hearth goes on as soon as there is one.`,
  ],
]

/** A line with an error in the middle of a pull. `value` is what stood under `error`. */
export function pullError(value: unknown, context: ErrorContext & { readonly model: string }): AppError {
  const said = errorText(value) ?? ''
  const found = rules.find(([pattern]) => pattern.test(said))
  if (!found) return streamError(value, context)
  const [, code, sentence] = found
  return new AppError(code, sentence(context.model), {
    cause: new Error(`In the pull: ${said.slice(0, 2_000)}`),
  })
}
