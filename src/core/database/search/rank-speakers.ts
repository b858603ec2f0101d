import { wordsOf } from './words.ts'

/** A name before what is said, as chats with several people have it: `Anna: …`, `Dr. Anna Smith: …`. */
const label = /^(\p{Lu}[\p{L}.'’-]*(?: \p{Lu}[\p{L}.'’-]*){0,2}): /u

/** Who says it, as written before it; null where nothing is. */
function labelOf(content: string): string | null {
  return label.exec(content)?.[1] ?? null
}

/** Who says each of these, in conversations in which most messages have that written before them. */
export function speakersOf(
  messages: readonly { readonly conversationId: string; readonly content: string }[],
): (string | null)[] {
  const labels = messages.map(({ content }) => labelOf(content))
  const counts = new Map<string, { all: number; labelled: number }>()
  for (const [index, { conversationId }] of messages.entries()) {
    const { all, labelled } = counts.get(conversationId) ?? { all: 0, labelled: 0 }
    counts.set(conversationId, { all: all + 1, labelled: labelled + (labels[index] ? 1 : 0) })
  }
  return messages.map(({ conversationId }, index) => {
    const { all, labelled } = counts.get(conversationId) ?? { all: 0, labelled: 0 }
    return labelled > 1 && 2 * labelled > all ? (labels[index] ?? null) : null
  })
}

/** The words of these names, each with the names that it is in. */
export function namesByWord(speakers: Iterable<string | null>): Map<string, Set<string>> {
  const names = new Map<string, Set<string>>()
  for (const speaker of new Set(speakers)) {
    if (speaker === null) continue
    for (const word of wordsOf(speaker)) names.set(word, (names.get(word) ?? new Set<string>()).add(speaker))
  }
  return names
}
