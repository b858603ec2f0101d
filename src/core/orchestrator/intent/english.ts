/** Words that hold English sentences together, and words of other languages that do the same. */

const determinerWords =
  'a an the my your our his her its their this that these those all every each any some both another no'
const pronounWords =
  'i you he she it we they me him us them everything everyone anything something nothing one'
const verbWords =
  'am is are was were be been being do does did has have had can could will would shall should may might must'
const smallWords = `
  about above according across actually after again against ago ahead almost along already also although always among
  and around as at away back because before behind below between but by currently down during either else enough even
  ever except far few finally first for from further here how however if in inside instead into just last later least
  less like likely many maybe more most much near neither never next nor not now of off often on once only or other out
  outside over per perhaps please probably quite rather really same since so soon still such than then there though
  through to today together tomorrow tonight too toward under unless until upon very via well what whatever when where
  whether which while who whom whose why with within without yes need want like yesterday yet nice good great bad cool okay sorry mr`

import { verbKind } from './verbs.ts'

const listed = (words: string): string[] => words.split(/\s+/u).filter((word) => word !== '')

const functionWords: ReadonlySet<string> = new Set(
  listed(`${determinerWords} ${pronounWords} ${verbWords} ${smallWords}`),
)

/** A word of grammar: never the verb of a command. */
export function isFunctionWord(word: string): boolean {
  return functionWords.has(word)
}

const foreignWords: ReadonlySet<string> = new Set(
  listed(`
  der das und ist nicht bitte ich mir mich dir dich wie wo warum wer kannst könntest kann ein eine einen einem einer alle
  alles mein meine meinen dein deine den dem des für mit von zu zum zur auf aus nach bei über wenn dass auch noch mal
  le la les un une des du de et est ne pas je tu il elle nous vous mon mes ton tes ce cette ces qui que quoi où comment
  pourquoi peux pouvez avec pour dans sur tous tout toutes moi toi aux au est-ce
  el los las una unos y en es por favor para con mi mis tu tus como qué cómo dónde puedes todos todas del al esta este lo
  il gli e è di per non che come dove puoi tutti tutte questo questa mio mia miei nel della dei
  o os um uma não em por você pode meu minha meus todas do da dos das isso
  het een van niet alsjeblieft mijn naar op ik jij je kun alle hoe waarom voor bestanden
  jag och att det som är inte med på og ikke jeg til av min mitt alla
  nie jest wszystkie mi w na się jak proszę mój moje z do i
  ve bir bu tüm nasıl lütfen için karo kya hai mera meri ko ka ki`),
)
/** Words of both: they speak for neither. */
const shared = new Set(listed('i a me on do as no so in is to am at die was will man an'))

/** Is this, as far as its small words tell, anything but English? Then no pattern of ours may be trusted. */
export function isForeign(words: readonly string[], text: string): boolean {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const latin = text.match(/\p{Script=Latin}/gu)?.length ?? 0
  if (letters > latin * 1.3) return true
  let foreign = 0
  let english = 0
  for (const word of words) {
    if (shared.has(word)) continue
    if (foreignWords.has(word)) foreign += 1
    else if (functionWords.has(word) || verbKind(word) !== undefined) english += 1
  }
  return foreign > english
}
