import { z } from 'zod'
import { answers } from './answers.ts'
import { modelNameSchema } from './input-schemas.ts'
import type { LoadedModel, ModelDetails, OllamaStatus } from './model.ts'
import type { Pull } from './pull.ts'
import type { OllamaHelp, Recommendation } from './recommendation.ts'

const named = z.strictObject({ name: modelNameSchema })
const nothing = z.undefined()

/** What windows ask about models and this computer: pulls, options, what is recommended. */
export const modelRequests = {
  'pull.list': answers<readonly Pull[]>()(nothing),
  /** Also what a person pasted: a command, or the address of a model's page. Goes on with one that is there. */
  'pull.start': answers<Pull>()(named),
  'pull.pause': answers<void>()(named),
  'pull.resume': answers<void>()(named),
  'pull.cancel': answers<void>()(named),
  'models.delete': answers<void>()(named),
  'models.loaded': answers<readonly LoadedModel[]>()(nothing),
  'models.unload': answers<void>()(named),
  'models.details': answers<ModelDetails>()(named),
  'models.recommend': answers<Recommendation>()(nothing),
  'ollama.help': answers<OllamaHelp>()(nothing),
  /** Resolves when it answers. */
  'ollama.start': answers<OllamaStatus>()(nothing),
} as const
