import { z } from 'zod'
import { modelNameSchema } from '../../shared/input-schemas.ts'
import type { Pull } from '../../shared/pull.ts'
import type { Database } from '../database/database.ts'
import { listSettings, saveSetting } from '../database/queries/settings.ts'

const keptSchema = z.array(
  z.strictObject({
    name: modelNameSchema,
    bytes: z.number().nonnegative(),
    total: z.number().nonnegative().nullable(),
  }),
)
export type KeptPull = z.infer<typeof keptSchema>[number]

/** Downloads that have not come to their end, from one start to the next. */
export interface KeptPulls {
  /** What cannot be understood is as if there were none. */
  read(): Promise<readonly KeptPull[]>
  save(pulls: readonly Pick<Pull, 'name' | 'bytes' | 'total'>[]): Promise<void>
}

export function keepPulls(db: Database, computer: string, now: () => Date): KeptPulls {
  return {
    async read() {
      return keptSchema.safeParse((await listSettings(db, computer)).get('pulls')).data ?? []
    },
    async save(pulls) {
      const value = pulls.map(({ name, bytes, total }) => ({ name, bytes, total }))
      await saveSetting(db, { computer, name: 'pulls', value, now: now() })
    },
  }
}
