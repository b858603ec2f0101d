/** Short forms and common slips, written out, so that the patterns know one form of each. */
const written = new Map<string, string>(
  Object.entries({
    cant: 'can not',
    cannot: 'can not',
    "can't": 'can not',
    "won't": 'will not',
    wont: 'will not',
    dont: 'do not',
    doesnt: 'does not',
    didnt: 'did not',
    isnt: 'is not',
    im: 'i am',
    ive: 'i have',
    id: 'i would',
    youre: 'you are',
    whats: 'what is',
    hows: 'how is',
    wheres: 'where is',
    whos: 'who is',
    whens: 'when is',
    thats: 'that is',
    lets: 'let us',
    "let's": 'let us',
    wanna: 'want to',
    gonna: 'going to',
    gotta: 'have to',
    gimme: 'give me',
    lemme: 'let me',
    u: 'you',
    ur: 'your',
    pls: 'please',
    plz: 'please',
    pleas: 'please',
    plese: 'please',
    thx: 'thanks',
    tho: 'though',
    cna: 'can',
    yuo: 'you',
    teh: 'the',
    ok: 'okay',
  }),
)

const endings: readonly (readonly [RegExp, string])[] = [
  [/n't$/u, ' not'],
  [/'d$/u, ' would'],
  [/'ll$/u, ' will'],
  [/'ve$/u, ' have'],
  [/'re$/u, ' are'],
  [/^i'm$/u, 'i am'],
  [/^(what|who|where|how|when|why|which|it|that|there|here|he|she)'s$/u, '$1 is'],
]

const materialNames = new Set(['CODE', 'QUOTE', 'PATH', 'LINK'])

/** Lower-case words with one blank between them; QUOTE, CODE, PATH and LINK stay as they are. */
export function plainWords(text: string): string {
  const words =
    text.replaceAll(/[’`´]/gu, "'").match(/[\p{L}\d][\p{L}\p{M}\d'_%$€£°-]*|--?[a-z][\w-]*/giu) ?? []
  return words.map(plainWord).join(' ')
}

function plainWord(word: string): string {
  if (materialNames.has(word)) return word
  const small = word.toLowerCase().replace(/['-]+$/u, '')
  const known = written.get(small)
  if (known !== undefined) return known
  if (!small.includes("'")) return small
  for (const [pattern, replacement] of endings)
    if (pattern.test(small)) return small.replace(pattern, replacement)
  return small
}
