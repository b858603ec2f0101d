import type { GrantedFolder, Rule } from '../shared/folder.ts'

/** Folders in which actions may work, and what is always allowed there. */
export interface Folders {
  list(): Promise<readonly GrantedFolder[]>
  /** Throws AppError for a folder that cannot be granted (Hearth's own, a private one, the whole disk). */
  grant(path: string): Promise<GrantedFolder>
  revoke(path: string): Promise<void>
  rules(): Promise<readonly Rule[]>
  /** Always allow this action of a plan in the folder that it reads. Throws `forbidden` for one that does more. */
  allow(input: { readonly messageId: string; readonly actionId: string }): Promise<Rule>
  revokeRule(id: string): Promise<void>
}
