import type { quick as english } from '../en/quick.ts'
import type { Words } from '../words.ts'

export const quick: Words<typeof english> = {
  placeholder: 'Frag irgendetwas',
}
