/**
 * Porter's stems of English words (1980). What is no English word of small letters is left as it is. It need not be the
 * stem that an index has: it is only compared with other stems of ours.
 */
export function stemOf(word: string): string {
  const base = baseOf(word)
  if (base.length < 3 || !/^[a-z]+$/.test(base)) return base
  let stem = withoutParticiple(withoutPlural(base))
  if (stem.endsWith('y') && hasVowel.test(stem.slice(0, -1))) stem = `${stem.slice(0, -1)}i`
  stem = replaced(stem, middles)
  stem = replaced(stem, ends)
  stem = withoutEnding(stem)
  return withoutLastLetter(stem)
}

/** `go` for `went`; a word that is bent by endings only is its own. */
export function baseOf(word: string): string {
  return irregular.get(word) ?? word
}

/** Other forms of these words that no ending makes: `went` and `gone` for `go`. */
export function otherForms(words: readonly string[]): string[] {
  return words.flatMap((word) => forms.get(baseOf(word)) ?? []).filter((form) => !words.includes(form))
}

/** Forms that English makes without an ending, the base first. */
const families = `
  become/became begin/began/begun break/broke/broken bring/brought build/built buy/bought catch/caught
  child/children choose/chose/chosen come/came draw/drew/drawn drink/drank/drunk drive/drove/driven eat/ate/eaten
  fall/fell/fallen feel/felt fight/fought find/found fly/flew/flown foot/feet forget/forgot/forgotten get/got/gotten
  give/gave/given go/went/gone grow/grew/grown hear/heard hide/hid/hidden hold/held keep/kept know/knew/known lead/led
  leave/left lose/lost make/made man/men meet/met pay/paid ride/rode/ridden rise/rose/risen run/ran say/said see/saw/seen
  sell/sold send/sent shake/shook/shaken sing/sang/sung sit/sat sleep/slept speak/spoke/spoken spend/spent stand/stood
  steal/stole/stolen swim/swam/swum take/took/taken teach/taught tell/told think/thought throw/threw/thrown tooth/teeth
  understand/understood wake/woke/woken wear/wore/worn win/won woman/women write/wrote/written`
const forms = new Map(
  families
    .trim()
    .split(/\s+/)
    .map((family) => family.split('/'))
    .map((family) => [family[0] ?? '', family] as const),
)
const irregular = new Map([...forms].flatMap(([base, family]) => family.map((form) => [form, base] as const)))

const consonants = '(?:[bcdfghjklmnpqrstvwxz]|(?<=[aeiou])y|^y)'
const vowels = '(?:[aeiou]|(?<=[^aeiou])y)'
const hasVowel = new RegExp(vowels)
/** Porter's measure: how often vowels are followed by consonants. */
const once = new RegExp(`${vowels}${consonants}`)
const twice = new RegExp(`${vowels}${consonants}+${vowels}+${consonants}`)
/** A short syllable at the end, as in `hop`. */
const short = new RegExp(`${consonants}${vowels}[bcdfghjklmnpqrstvz]$`)

type Ending = readonly [ending: string, becomes: string]
const pairs = (written: string): Ending[] =>
  written
    .trim()
    .split(/\s+/)
    .map((pair) => pair.split('>'))
    .map(([ending = '', becomes = '']) => [ending, becomes])
const middles = pairs(`
  ational>ate tional>tion enci>ence anci>ance izer>ize bli>ble alli>al entli>ent eli>e ousli>ous ization>ize ation>ate
  ator>ate alism>al iveness>ive fulness>ful ousness>ous aliti>al iviti>ive biliti>ble logi>log`)
const ends = pairs('icate>ic ative> alize>al iciti>ic ical>ic ful> ness>')
const endings = /(?:al|ance|ence|er|ic|able|ible|ant|ement|ment|ent|ou|ism|ate|iti|ous|ive|ize|(?<=[st])ion)$/

function withoutPlural(word: string): string {
  if (/(?:ss|i)es$/.test(word)) return word.slice(0, -2)
  return /[^s]s$/.test(word) ? word.slice(0, -1) : word
}

function withoutParticiple(word: string): string {
  if (word.endsWith('eed')) return once.test(word.slice(0, -3)) ? word.slice(0, -1) : word
  const stem = /^(.+?)(?:ed|ing)$/.exec(word)?.[1]
  if (stem === undefined || !hasVowel.test(stem)) return word
  if (/(?:at|bl|iz)$/.test(stem)) return `${stem}e`
  if (/([^aeiouylsz])\1$/.test(stem)) return stem.slice(0, -1)
  return isShortWord(stem) ? `${stem}e` : stem
}

function replaced(word: string, table: readonly Ending[]): string {
  const found = table.find(([ending]) => word.endsWith(ending))
  if (!found) return word
  const stem = word.slice(0, -found[0].length)
  return once.test(stem) ? stem + found[1] : word
}

function withoutEnding(word: string): string {
  const stem = word.replace(endings, '')
  return twice.test(stem) ? stem : word
}

function withoutLastLetter(word: string): string {
  const stem = word.slice(0, -1)
  if (word.endsWith('e') && (twice.test(stem) || (once.test(stem) && !short.test(stem)))) return stem
  return word.endsWith('ll') && twice.test(word) ? stem : word
}

function isShortWord(stem: string): boolean {
  return once.test(stem) && !twice.test(stem) && short.test(stem)
}
