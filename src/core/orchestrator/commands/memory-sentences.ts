import { call, unquote, type Command } from './command.ts'

/** What a clause begins with: `remember that my …` tells something, `remember that song` asks. */
const clause =
  /^(?:(?:I|we|he|she|it|they|there)(?:['’]\w+)? |(?:my|our|the|all|every) \S+ |\p{Lu}[\p{L}\d]+ )\S/u
/** What was said here is in the conversation, not in the memory. */
const recalls =
  /\b(?:i|we|you) (?:(?:just|already|once) )?(?:asked|told|said|mentioned|talked|discussed|spoke|showed|sent|gave|wrote|did)\b|^the (?:time|day|first|last|other|previous)\b/iu
const talk =
  /\b(?:last|previous|earlier|questions?|messages?|requests?|instructions?|prompts?|conversations?|rules?)\b/iu

/** `remember that …` and `don't forget that …`, where a fact follows. */
export function readRemember(sentence: string): Command | null {
  const that = /^(?:remember|(?:do not|don['’]?t|never) forget) that (.+)$/iu.exec(sentence)?.[1]
  if (that !== undefined) return isFact(that) ? call('remember', { text: that }) : null
  const noted = /^remember: (.+)$/iu.exec(sentence)?.[1]
  return noted === undefined ? null : call('remember', { text: noted })
}

/** `forget that …`, `forget my …`: a fact, not something that was said here. */
export function readForget(sentence: string): Command | null {
  const that = /^forget that (.+)$/iu.exec(sentence)?.[1]
  if (that !== undefined) return isFact(that) && !talk.test(that) ? call('forget', { text: that }) : null
  const known =
    /^forget (?:what|everything|all|all that|everything that) you know about (.+)$/iu.exec(sentence)?.[1] ??
    /^forget (?:everything|all|all facts) (?:about|of) (.+)$/iu.exec(sentence)?.[1] ??
    /^forget (my (?:\S+ ){0,3}\S+)$/iu.exec(sentence)?.[1]
  if (known === undefined || talk.test(known) || recalls.test(known) || known.includes(',')) return null
  return call('forget', { text: known })
}

function isFact(words: string): boolean {
  return clause.test(words) && !recalls.test(words)
}

const said =
  '(?:(?:past|old|older|previous|earlier) )?(?:conversations?|chats?|chat history|messages|history)'
const searches = [
  new RegExp(`^(?:search|look|go) (?:in |through )?(?:all )?(?:of )?my ${said} for (.+)$`, 'iu'),
  new RegExp(`^(?:search|look) for (.+) in (?:all )?(?:of )?my ${said}$`, 'iu'),
  new RegExp(`^find (.+) in (?:all )?(?:of )?my ${said}$`, 'iu'),
]

/** `search my conversations for …`. */
export function readSearch(sentence: string): Command | null {
  const query = searches.map((form) => form.exec(sentence)?.[1]).find((found) => found !== undefined)
  return query === undefined ? null : call('search_conversations', { query: unquote(query) })
}
