import { plainName } from '../../shared/model-name.ts'
import type { ModelOptions, Settings } from '../../shared/settings.ts'
import type { ChatRequest, ModelServer } from '../ollama/model-server.ts'

/** What was chosen for one model; nothing where nothing was. */
export function optionsOf({ model }: Settings, name: string): ModelOptions {
  const wanted = plainName(name)
  const found = Object.entries(model.options).find(([one]) => plainName(one) === wanted)
  return found?.[1] ?? {}
}

/**
 * The same server, each model asked as a person chose it: how long it stays in memory with every call, since the last one
 * counts; temperature and thinking where whoever asks leaves them to the model, as answers do and titles do not. The window
 * is the conversation's.
 */
export function withOptions(server: ModelServer, settings: () => Settings): ModelServer {
  return {
    ...server,
    status: (signal) => server.status(signal),
    models: (signal) => server.models(signal),
    chat: (request, signal) => server.chat(chosen(request, optionsOf(settings(), request.model)), signal),
  }
}

function chosen(request: ChatRequest, { temperature, keepAlive, think }: ModelOptions): ChatRequest {
  return {
    ...(temperature !== undefined && { temperature }),
    ...(keepAlive !== undefined && { keepAlive }),
    ...(think !== undefined && { think }),
    ...request,
  }
}
