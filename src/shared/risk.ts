// On its own, for a page that needs no schema.

/** The least first. */
export const risks = ['read', 'change', 'destructive'] as const
export type Risk = (typeof risks)[number]

/** Whether something can be taken back, the best first. */
export const undoables = ['yes', 'partly', 'no'] as const
export type Undoable = (typeof undoables)[number]
