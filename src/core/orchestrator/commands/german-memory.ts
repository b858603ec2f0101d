import { call, type Command } from './command.ts'
import { mainClause } from './main-clause.ts'
import { isOneSentence } from './one-wish.ts'

/** What is said outright in German: «Merk dir, dass …», «Vergiss nicht, dass …», «Vergiss alles über …». */

const opening =
  /^(?:(?:hey|hi|hallo|ok|okay|also|übrigens)[ ,]+)?(?:hearth[,:!]? +)?(?:(?:und|dann|ab jetzt|ab sofort) )?(?:bitte,? +)?/iu
const ending = /(?:,? (?:bitte|danke(?: dir| schön)?|vielen dank))?[.!\s]*$/iu
const besides =
  '(?: (?:bitte|mal|auch|noch|einfach|gut|jetzt|gleich|immer|stets|bloß|bloss|ja|nur|doch|mir|für die zukunft|für später|ab jetzt|ab sofort))*'
const never = '(?:nicht|nie|niemals|auf keinen fall|unter keinen umständen)'
const kept = '(?:im (?:kopf|gedächtnis|hinterkopf)|in erinnerung)'

const noting = [
  `merk['’]?e? dir${besides}`,
  `merken sie sich${besides}`,
  `notiere? dir${besides}`,
  `behalte?(?: (?:es|das))?${besides} ${kept}`,
  `behalten sie(?: (?:es|das))?${besides} ${kept}`,
]
const orders = [
  ...noting,
  `vergi(?:ss|ß)${besides} ${never}${besides}`,
  `vergessen sie${besides} ${never}${besides}`,
  `denke?${besides} (?:daran|dran)${besides}`,
  `denken sie${besides} (?:daran|dran)${besides}`,
  `erinnere? dich${besides} (?:daran|dran)${besides}`,
  `(?:schreibe?|notiere?) (?:es )?dir${besides} auf`,
  `speichere?(?: dir)?${besides}`,
  'ich (?:möchte|will|wünsche mir),? dass du dir merkst',
]
const form = (source: string): RegExp => new RegExp(source, 'iu')
const anyOrder = `(?:${orders.join('|')})`
const told = form(`^${anyOrder},? da(?:ss|ß) (.+)$`)
const noted = form(`^(?:merke|${noting.join('|')}): ?(.+)$`)
/** «Vergiss nicht: ich bin Vegetarier», «Merk dir, mein Hund heißt Bello». */
const paused = form(`^${anyOrder}(?:[,:]| [–—-])? (.+)$`)
const after = form(String.raw`^(.+?)(?:[,.!]| [–—-]) (?:bitte )?merk['’]?e? dir das(?: bitte)?$`)

const ofOneself =
  /^(?:ich|wir) \S+ \S|^(?:meine?|unsere?) .*(?<!\p{L})(?:ist|sind|heißt|heißen|hat|haben|läuft|laufen|nutzt|lautet|wohnt|mag)(?!\p{L})/iu
/** Said of the assistant, or to several. */
const ofYou = /^(?:du|dir|dich|dein\p{L}*)(?!\p{L})|^(?:Sie|Ihnen|Ihre?\p{L}*) \S/u
const wasSaid =
  /(?<!\p{L})(?:gesagt|gefragt|gezeigt|geredet|gesprochen|geschickt|geschrieben|erzählt|erwähnt|besprochen|diskutiert|gebeten|sagte|fragte|erzählte|erwähnte)(?!\p{L})/iu
const talk =
  /(?<!\p{L})(?:letzt\p{L}*|vorig\p{L}*|vorherig\p{L}*|bisherig\p{L}*|frage|fragen|nachricht|nachrichten|anweisung\p{L}*|instruktion\p{L}*|prompts?|unterhaltung\p{L}*|gespräch\p{L}*|chats?|regeln?|systemprompts?|eben|vorhin)(?!\p{L})/iu
const anotherWish =
  /(?<!\p{L})(?:und|dann|oder|aber)[, ]+(?:(?:dann|danach|auch|bitte|mir|noch) )*(?:sage?|erzähle?|zeige?|schreibe?|öffne|lösche?|führe?|suche?|finde?|erinnere?|mache?|gib|erkläre?|fasse?|erstelle?|schicke?|sende?|vergiss|merke?|lies|übersetze?|hilf|starte|nenne?|liste|berechne|schlage?|empfiehl|plane|antworte|rechne|prüfe?|was|wie|wo|wer|warum)(?!\p{L})/iu

const forget = '(?:vergi(?:ss|ß)|vergessen sie)(?: (?:bitte|jetzt|wieder|einfach))*'
const all = '(?:alles|all das|(?:alle|sämtliche) (?:fakten|informationen|erinnerungen|einträge|daten))'
const about = '(?:über|ueber|zu|zum|zur)'
const forgetThat = form(`^${forget},? da(?:ss|ß) (.+)$`)
const forgets = [
  form(
    `^${forget},? (?:${all},? )?was du (?:alles )?(?:über|ueber|von) (.+?) (?:weißt|weisst|kennst|gespeichert hast|dir gemerkt hast)$`,
  ),
  form(`^${forget} ${all},? was (?:mit|zu) (.+?) (?:zu tun hat|gehört)$`),
  form(`^${forget} ${all} ${about} (.+)$`),
  form(`^(?:lösche?|entferne?|streiche?)(?: bitte)? ${all} ${about} (.+) aus (?:deinem|dem) gedächtnis$`),
  form(String.raw`^${forget} ((?:mein|unser)\p{L}* (?:\S+ ){0,3}\S+)$`),
]
const nobody = /^(?:mich|uns|dich|ihn|sie|es|das|alles|dies\p{L}*|(?:dies\p{L}*|dem|das) thema)$/iu

/** Null for whatever else is said, and in doubt. `whole` is one line. */
export function readGermanMemory(whole: string): Command | null {
  if (/[?？]/u.test(whole)) return null
  const sentence = whole.replace(opening, '').replace(ending, '')
  if (anotherWish.test(sentence)) return null
  const fact = factOf(sentence)
  if (fact !== null) return isOneSentence(fact) ? call('remember', { text: fact }) : null
  const gone = goneOf(sentence)
  return gone !== null && isOneSentence(sentence) ? call('forget', { text: gone }) : null
}

function factOf(sentence: string): string | null {
  const clause = told.exec(sentence)?.[1]
  if (clause !== undefined) return isFact(clause) ? mainClause(clause) : null
  const any = noted.exec(sentence)?.[1]
  if (any !== undefined) return ofYou.test(any) ? null : any
  const said = paused.exec(sentence)?.[1] ?? after.exec(sentence)?.[1]
  return said !== undefined && ofOneself.test(said) && isFact(said) ? said : null
}

function goneOf(sentence: string): string | null {
  const clause = forgetThat.exec(sentence)?.[1]
  if (clause !== undefined) return isFact(clause) && !talk.test(clause) ? mainClause(clause) : null
  const known = forgets.map((one) => one.exec(sentence)?.[1]).find((found) => found !== undefined)
  if (known === undefined || known.includes(',')) return null
  return nobody.test(known) || talk.test(known) || wasSaid.test(known) ? null : known
}

function isFact(clause: string): boolean {
  return clause.includes(' ') && !ofYou.test(clause) && !wasSaid.test(clause)
}
