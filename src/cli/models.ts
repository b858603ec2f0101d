import type { Assistant } from '../core/assistant.ts'
import { chooseModel } from '../shared/choose-model.ts'
import type { Model } from '../shared/model.ts'
import type { Session } from './session.ts'
import { bytes, oneLine, table } from './text.ts'

/** Prints what is installed: a line each, or with `--json` one array. */
export async function listModels(assistant: Assistant, { output, options }: Session): Promise<number> {
  const models = await assistant.models()
  if (options.json) output.result(`${JSON.stringify(models)}\n`)
  else if (models.length > 0) output.result(table(models.map(row)))
  else output.note('No model is installed yet. Get one with “ollama pull qwen3:4b”.')
  return 0
}

function row({
  name,
  size,
  parameterSize,
  quantization,
  contextLength,
  capabilities,
  cloud,
}: Model): string[] {
  return [
    oneLine(name),
    cloud ? 'cloud' : bytes(size),
    oneLine([parameterSize, quantization].filter(Boolean).join(' ')),
    contextLength === null ? '' : `${contextLength.toLocaleString('en')} tokens`,
    oneLine(capabilities.join(', ')),
  ]
}

/** The model that will answer in a new conversation: what was named, else as `chooseModel` has it. */
export async function likelyModel(
  assistant: Pick<Assistant, 'models' | 'settings' | 'conversations'>,
  named: string | undefined,
): Promise<string | null> {
  if (named !== undefined) return named
  const [models, { conversations }] = await Promise.all([
    assistant.models(),
    assistant.conversations.list({ limit: 1 }),
  ])
  return chooseModel(models, conversations[0]?.model ?? null, assistant.settings.current().model.preferred)
}
