/**
 * The words of a text, for telling what has to do with what: lower case, without accents; joined names are taken apart
 * (`uses_kubernetes`, `usesKubernetes`). Scripts that write no spaces give pairs of characters.
 */
export function wordsOf(text: string): string[] {
  const parts = text
    .replaceAll(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
    .normalize('NFKD')
    .replaceAll(/\p{Mn}+/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}]+/gu)
  return (parts ?? []).flatMap((part) => (spaceless.test(part) ? pairs(part) : part.length > 1 ? [part] : []))
}

const spaceless = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}]/u

function pairs(part: string): string[] {
  const characters = Array.from(part)
  if (characters.length < 2) return [part]
  return characters.slice(1).map((character, index) => `${characters[index]}${character}`)
}

/** Words that nothing is about. */
const idle = new Set(
  (
    'a about all am an and any are as at be been but by can could did do does for from get give had has have he her him his how i if in into is it its let like ' +
    'make may me my need no not now of on or our out please she should show so some tell than that the their them then there these they this to too up us use ' +
    'uses using want was we were what when where which who why will with would you your yes ' +
    'aber als am an auch auf aus bei bin bist das dass dein dem den der des die du ein eine einen einer er es für hab habe hat ich ihr im in ist ja kann kannst man mein meine mich mir mit nicht noch oder ' +
    'sie sind und uns von war was wenn wer wie wir wird zu zum zur'
  ).split(' '),
)

export function isIdle(word: string): boolean {
  return idle.has(word)
}

/** Whether two words are likely forms of one: the same beginning, and little besides. */
export function alike(one: string, other: string): boolean {
  if (one === other) return true
  const shorter = Math.min(one.length, other.length)
  const longer = Math.max(one.length, other.length)
  if (shorter < 4 || longer - shorter > 4) return false
  return common(one, other) >= Math.max(4, shorter - 2)
}

function common(one: string, other: string): number {
  let at = 0
  while (at < one.length && one[at] === other[at]) at += 1
  return at
}
