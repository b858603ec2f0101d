import type { Translate } from '../../shared/words/language.ts'
import { sections, type RowId, type SectionId } from './sections.ts'

export interface FoundSection {
  readonly id: SectionId
  readonly rows: readonly RowId[]
}

/**
 * The rows that have every word of a text in them, or in their section's name, in the language that is spoken. All of
 * them without a text.
 */
export function findRows(text: string, t: Translate): readonly FoundSection[] {
  const words = plain(text).split(/\s+/).filter(Boolean)
  return sections.flatMap(({ id, rows }) => {
    const found = rows.filter((row) => {
      const at = `settings:rows.${row}` as const
      const said = plain(
        [t(`settings:sections.${id}`), t(`${at}.label`), t(`${at}.about`), t(`${at}.words`)].join(' '),
      )
      return words.every((word) => said.includes(word))
    })
    return found.length > 0 ? [{ id, rows: found }] : []
  })
}

/** Without accents and capitals: «uber» finds «Über». */
function plain(text: string): string {
  return text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase()
}
