import type { Assistant } from '../../core/assistant.ts'
import type { Handlers } from '../../shared/contract.ts'
import type { modelRequests } from '../../shared/model-requests.ts'

/** What main does for the requests about models. */
export function modelHandlers(
  assistant: () => Promise<Assistant>,
): Pick<Handlers, keyof typeof modelRequests> {
  const pulls = async () => (await assistant()).pulls
  const care = async () => (await assistant()).modelCare
  return {
    'pull.list': async () => (await pulls()).list(),
    'pull.start': async ({ name }) => (await pulls()).start(name),
    'pull.pause': async ({ name }) => (await pulls()).pause(name),
    'pull.resume': async ({ name }) => (await pulls()).resume(name),
    'pull.cancel': async ({ name }) => (await pulls()).cancel(name),
    'models.delete': async ({ name }) => (await care()).remove(name),
    'models.loaded': async () => (await care()).loaded(),
    'models.unload': async ({ name }) => (await care()).unload(name),
    'models.details': async ({ name }) => (await care()).details(name),
    'models.recommend': async () => (await care()).recommend(),
    'ollama.help': async () => (await care()).help(),
    'ollama.start': async () => (await care()).start(),
  }
}
