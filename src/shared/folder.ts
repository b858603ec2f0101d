import { z } from 'zod'

/** A folder in which a person lets Hearth's actions work. */
export interface GrantedFolder {
  readonly path: string
  /** ISO 8601. */
  readonly grantedAt: string
}

/** An action that only reads, and that a person always allows in a folder. */
export interface Rule {
  readonly id: string
  readonly action: string
  readonly folder: string
  readonly createdAt: string
}

export const ruleInputSchema = z.strictObject({ messageId: z.uuid(), actionId: z.string().min(1).max(100) })
