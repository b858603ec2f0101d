import { canChat, chooseModel } from '../../shared/choose-model.ts'
import type { Model } from '../../shared/model.ts'
import type { State } from './state.ts'

/** The models that can hold a conversation, those on this computer first. */
export function chatModels(models: readonly Model[]): readonly Model[] {
  return models
    .filter(canChat)
    .toSorted((a, b) => Number(a.cloud) - Number(b.cloud) || a.name.localeCompare(b.name))
}

/**
 * The model that answers in a chat: its own, else the one chosen for it, else the one that the settings name for new
 * chats, else the one used last, else the first there is. A model on somebody else's computer only when it was chosen.
 * Null when there is none, or none is known yet.
 */
export function modelFor({ chat, list, ollama, settings }: ModelsKnown): string | null {
  const own = chat.conversation?.model ?? chat.chosenModel
  if (own !== null) return own
  const lastUsed = list.conversations.find(({ model }) => model !== null)?.model ?? null
  return chooseModel(ollama.models ?? [], lastUsed, settings.chosen?.model.preferred ?? null)
}

type ModelsKnown = Pick<State, 'chat' | 'list' | 'ollama' | 'settings'>
