import { AppError } from '../shared/errors.ts'

/** Deleted, here or in another app on the same database. */
export const conversationGone = (): AppError => new AppError('not_found', 'This conversation is gone.')

/** Deleted with its conversation, or another stands in its place. */
export const messageGone = (): AppError => new AppError('not_found', 'This message is gone or was replaced.')
