import type { Model } from '../../shared/model.ts'

/**
 * The model that tells what texts mean: of those on this computer that can, the smallest, since it runs beside the one that
 * answers. Never one in the cloud. Null where none is installed.
 */
export function embeddingModel(models: readonly Model[]): Model | null {
  const able = models.filter(({ capabilities, cloud }) => !cloud && capabilities.includes('embedding'))
  return able.toSorted((a, b) => a.size - b.size || a.name.localeCompare(b.name))[0] ?? null
}
