/** Nouns of what a computer holds. */
const things =
  'files?|folders?|director(?:y|ies)|subfolders?|documents?|downloads|desktop|clipboard|screenshots?|trash|recycle bin|disk|drive|usb|branch(?:es)?|repo(?:sitory|sitories)?|commits?|process(?:es)?|server|port|terminal|script|packages?|browser|tabs?|web ?pages?|web ?sites?|page|url|conversations?|chats?|chat history|memory|memories|workflows?|snapshots?|logs?|cache|backups?|database|spreadsheets?|pdfs?|csvs?|zips?|archives?|(?:images?|photos?|pictures?|videos)(?! of)|notes|notebook|codebase|the web|internet'

const material = /\b(?:PATH|LINK)\b/u
const thing = new RegExp(`\\b(?:${things})\\b`, 'u')
const particular = new RegExp(
  `\\b(?:my|our|this|these|those)(?: \\w+)? (?:${things})\\b|\\bin here\\b|\\b(?:on|from) (?:my|this) (?:computer|machine|laptop|mac|pc)\\b|\\b(?:in|on|from) the (?:${things})\\b|\\bPATH\\b|\\bLINK\\b`,
  'u',
)

/** Does it speak of anything that a computer holds? */
export function namesThing(words: string): boolean {
  return material.test(words) || thing.test(words)
}

/** Of one that is here, so that only looking can answer? */
export function namesThingHere(words: string): boolean {
  return particular.test(words)
}
