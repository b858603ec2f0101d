import { defaultNumCtx } from './prompt.ts'
import type { Room } from './room.ts'

/** The context window with which a conversation begins, in tokens: what a person chose for its model, or the usual one. */
export function windowFor({ optionsOf }: Pick<Room, 'optionsOf'>, model: string | null): number {
  return (model === null ? undefined : optionsOf(model).numCtx) ?? defaultNumCtx
}

/** A window that a person set for the conversation stays; one that it got by itself changes with the model. */
export function windowAfter(
  room: Pick<Room, 'optionsOf'>,
  { model, numCtx }: { readonly model: string | null; readonly numCtx: number },
  next: string,
): number {
  return numCtx === windowFor(room, model) ? windowFor(room, next) : numCtx
}
