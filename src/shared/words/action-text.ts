import type { RequestMetadata } from '../request.ts'
import { shortPaths } from '../short-paths.ts'
import { visible } from '../visible.ts'
import { en } from './en.ts'
import type { Translate } from './language.ts'

/** An action as it is stored: its name, and what it is called in English. */
export interface Titled {
  readonly action: string
  readonly title: string
}

type Parts = Readonly<Record<string, string | number>>
/** Which parts a text takes is known only when its title was read. */
type Plain = 'actions:titles.read_clipboard.one'

/** How many of a plan's actions its summary names, and in how many characters each. */
const named = { titles: 3, characters: 120 }
/** Characters of a title that is told in the words of a language. */
const longest = 4_000

/**
 * What an action is called, in the language of `t`. Names and paths are read out of the stored title, which has them
 * short; where that leaves a doubt what is what, the title stays as it is stored.
 */
export function actionText(t: Translate, { action, title }: Titled): string {
  // To read the parts out of it takes longer the longer it is.
  if (!isWorded(action) || title.length > longest) return title
  for (const [variant, english] of Object.entries<string>(en.actions.titles[action])) {
    const parts = readParts(english, title)
    if (parts === 'doubtful') return title
    if (parts) return t(`actions:titles.${action}.${variant}` as Plain, parts)
  }
  return title
}

/** What a plan is, in a sentence, in the language of `t`; in English the stored one. */
export function planText(
  t: Translate,
  { summary, actions }: Pick<RequestMetadata, 'summary' | 'actions'>,
): string {
  const texts = actions.slice(0, named.titles).map((action) => actionText(t, action))
  if (texts.every((text, at) => text === actions[at]?.title)) return summary
  const [first = '', ...others] = texts.map((text) => cut(shortPaths(visible(text))))
  if (others.length === 0) return first
  const [steps, more] = [actions.length, actions.length - texts.length]
  const titles = [first, ...others].join(' ')
  return more > 0 ? t('actions:stepsMore', { steps, titles, more }) : t('actions:steps', { steps, titles })
}

function isWorded(action: string): action is keyof typeof en.actions.titles {
  return Object.hasOwn(en.actions.titles, action)
}

/** What a title has in the gaps of its pattern; null where it does not fit, doubtful where it fits in several ways. */
function readParts(pattern: string, title: string): Parts | 'doubtful' | null {
  const least = matchParts(pattern, title, '.+?')
  const most = matchParts(pattern, title, '.+')
  if (!least || !most) return null
  return Object.entries(least).some(([name, part]) => most[name] !== part) ? 'doubtful' : least
}

/** `gap`: how much stands for a part. One that is a number is read as one, as each language writes its own. */
function matchParts(pattern: string, title: string, gap: string): Parts | null {
  const numbers = new Set<string>()
  const source = pattern
    .split(/(\{\{.+?\}\})/)
    .map((piece) => {
      const [, name, format] = /^\{\{(\w+)(, number)?\}\}$/.exec(piece) ?? []
      if (name === undefined) return piece.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)
      if (format !== undefined) numbers.add(name)
      return `(?<${name}>${format === undefined ? gap : String.raw`\d[\d,]*`})`
    })
    .join('')
  const found = new RegExp(`^${source}$`, 's').exec(title)
  if (!found) return null
  const parts = Object.entries(found.groups ?? {})
  return Object.fromEntries(
    parts.map(([name, part]) => [name, numbers.has(name) ? Number(part.replaceAll(',', '')) : part]),
  )
}

function cut(text: string): string {
  return text.length > named.characters ? `${text.slice(0, named.characters).toWellFormed()}…` : text
}
