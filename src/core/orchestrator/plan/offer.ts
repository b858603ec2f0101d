import type { Catalogue } from '../../actions/catalogue.ts'

/**
 * What is said at the end of an answer to a message that left open whether something is to be done, when one of the
 * actions could: null when none. Decided by words alone: all those of an action's name are in the message.
 */
export function offerFor(text: string, catalogue: Catalogue): string | null {
  const words = new Set(
    text
      .slice(0, 2_000)
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .map(stem),
  )
  const name = [...catalogue.keys()].find((key) => key.split('_').every((word) => words.has(stem(word))))
  if (name === undefined) return null
  return `I can also do this for you (${name.replaceAll('_', ' ')}): say “yes, do it”, and you see the plan before anything happens.`
}

function stem(word: string): string {
  return word.replace(/(?:ing|es|s|e)$/, '')
}
