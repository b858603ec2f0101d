import { holdsSecret } from './secret.ts'

/**
 * Sentences in which somebody says something of themselves or their work that will still be so: of which something may be
 * learned. A model is only asked about a message that has one. Errs to the side of none: what is left out can be said again,
 * and outright.
 */

/** A sentence that says more is no sentence. */
const lengths = { shortest: 7, longest: 400 }
const scripts = /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Hangul}\p{sc=Thai}]/u

const verbs =
  'use|prefer|work|live|like|love|hate|dislike|enjoy|run|deploy|host|write|code|program|speak|study|teach|own|develop|build|maintain|manage|play|eat|drink|avoid|switched|moved|migrated|relocated|follow|train|practi[cs]e|sell|design|lead|drive|collect|store|test|come from|grew up|major|graduated'
const often =
  '(?:(?:always|usually|mostly|mainly|also|only|never|still|now|really|generally|normally|currently|both|all|just|both|do) ){0,2}'
const not = "(?:(?:do not|don['’]?t|never|can ?not|can['’]?t|no longer|won['’]?t) )?"
const things =
  'project|repo|repository|app|application|company|team|code ?base|services?|backend|frontend|servers?|cluster|database|stack|website|pipelines?|deployments?|customers?|product'
const states =
  "is|are|['’]s|was named|runs?|uses?|lives?|works?|has|have|needs?|deploys?|prefers?|likes?|loves?|hates?|speaks?|studies|eats?|does(?:n['’]t| not)|do(?:n['’]t| not)|consists?|depends?|targets?|supports?|stands? for"

/** By language; English and German are read more closely than the others. */
const telling: readonly RegExp[] = [
  new RegExp(String.raw`\b(?:i|we) ${often}${not}${often}(?:${verbs})\b`, 'iu'),
  /\b(?:[Ii]['’]?m|[Ii] am|[Ww]e['’]re|[Ww]e are)(?: \S+){0,2} (?:an?|the|from|based|allergic|vegan|vegetarian|vegetarians|left-handed|colou?r-?blind|deaf|blind|married|single|retired|pregnant|diabetic|responsible|called|named|using|working|living|running|building|developing|writing|studying|learning|teaching|\d+ years|in charge|fluent|native|intolerant|[A-Z]\p{L}+)\b/u,
  /\b(?:[Ii]['’]?m|[Ii] am|[Ww]e['’]re|[Ww]e are) (?:an? \S+|from \S|based|allergic|vegan|vegetarians?|left-handed|colou?r-?blind|deaf|blind|married|retired|diabetic|responsible|called|named|using|working|living|running|building|developing|studying|learning|teaching|\d+ years old|in charge|fluent|[A-Z]\p{L}+$)/u,
  /\b(?:i|we)(?:['’]ve| have)(?: \S+){0,2} (?:\d+|one|two|three|four|five|six|an?|no|kids|children|dogs?|cats?|allergies|diabetes|asthma|adhd|celiac|dyslexia|switched|moved|migrated|used|worked|lived|been)\b/iu,
  new RegExp(String.raw`\b(?:my|our) (?:\S+ ){1,4}?(?:${states})(?:$|[ ,])`, 'iu'),
  new RegExp(String.raw`^(?:the|this) (?:\S+ )?(?:${things}) (?:\S+ )?(?:${states}) `, 'iu'),
  new RegExp(String.raw`^(?:project|team) \S+ (?:${states}) `, 'iu'),
  /\b(?:call me|i go by) (?!an? |the |when|if|back|later)\p{L}/iu,
  /^(?:please )?(?:always|never) (?:answer|reply|respond|write|use|call|speak|explain|give|show|put|keep|format|ask)\b|\b(?:from now on|in (?:the )?future)\b/iu,
  /^as an? (?:\S+ ){1,4}?(?:i|we)\b/iu,
  /(?:^|[\s,])(?:ich|wir) (?:\S+ )?(?:bin|sind|habe|haben|nutze|nutzen|benutze|benutzen|verwende|verwenden|arbeite|arbeiten|wohne|wohnen|lebe|leben|mag|mögen|bevorzuge|bevorzugen|liebe|lieben|hasse|hassen|spreche|sprechen|schreibe|schreiben|heiße|heißen|komme|kommen|studiere|unterrichte|entwickle|entwickeln|betreibe|betreiben|esse|essen|trinke|trinken|spiele|spielen|vertrage|setze|setzen|deploye|deployen|programmiere|programmieren)(?=$|[\s,])/iu,
  /(?:^|[\s,])(?:mein|meine|unser|unsere) (?:\S+ ){1,3}?(?:ist|sind|heißt|heißen|läuft|laufen|nutzt|verwendet|wohnt|arbeitet|hat|haben|basiert|besteht)(?=$|[\s,])/iu,
  /(?:^|[\s,])(?:bin|arbeite|wohne|antworte|antworten sie) (?:bitte )?(?:immer|nie|ab jetzt|als|bei|in)(?=$|\s)/iu,
  /(?:^|[\s,])(?:je (?:suis|travaille|vis|utilise|préfère|parle|déteste|développe|mange|bois|joue)|j['’](?:utilise|habite|aime|ai|étudie|enseigne|écris)|nous (?:utilisons|sommes|travaillons|avons)|(?:mon|ma|mes|notre|nos) (?:\S+ ){1,3}?(?:est|sont|s['’]appelle|utilise|tourne))(?=$|[\s,])/iu,
  /(?:^|[\s,])(?:(?:yo )?(?:soy|trabajo|vivo|uso|prefiero|hablo|odio|estudio|tengo)|me (?:llamo|gusta|encanta)|(?:nosotros )?(?:usamos|somos|trabajamos)|(?:mi|mis|nuestro|nuestra) (?:\S+ ){1,3}?(?:es|son|usa|está|se llama))(?=$|[\s,])/iu,
  /(?:^|[\s,])(?:(?:io )?(?:sono|lavoro|vivo|uso|abito|preferisco|parlo|studio)|mi (?:chiamo|piace)|usiamo|(?:il mio|la mia|il nostro|la nostra) (?:\S+ ){1,3}?(?:è|usa|si chiama))(?=$|[\s,])/iu,
  /(?:^|[\s,])(?:(?:eu )?(?:sou|trabalho|moro|uso|prefiro|falo|gosto|estudo)|me chamo|usamos|(?:o meu|a minha|meu|minha|nosso|nossa) (?:\S+ ){1,3}?(?:é|usa|se chama))(?=$|[\s,])/iu,
  /(?:^|[\s,])(?:ik (?:ben|werk|woon|gebruik|heet|hou|spreek|studeer)|wij? (?:gebruiken|zijn|werken)|(?:mijn|onze|ons) (?:\S+ ){1,3}?(?:is|heet|draait|gebruikt))(?=$|[\s,])/iu,
  /(?:^|[\s,])(?:я (?:\S+ )?(?:работаю|живу|использую|предпочитаю|люблю|ненавижу|говорю|учусь|пишу|программист|учитель|врач|вегетарианец)|мы (?:\S+ )?(?:используем|работаем|живём|живем)|меня зовут|(?:мой|моя|моё|наш|наша|наше) \S+ )/iu,
  /(?:^|[\s,])(?:jestem|pracuję|mieszkam|używam|używamy|nazywam się|wolę|mówię) \S/iu,
  /我(?:们)?(?:是|在|用|住|叫|喜欢|不吃|不喜欢|更喜欢|使用|的)|(?:私|僕|俺|わたし)(?:は|の|たち)|(?:저는|나는|우리는|제|우리) ?\S/u,
  /(?:^|\s)(?:أنا|نحن|أعمل|أعيش|أسكن|اسمي|أستخدم|نستخدم|أفضل) \S/u,
  /(?:^|\s)(?:मैं|हम|मेरा|मेरी|हमारा|हमारी) \S/u,
]

/** Asked for, wished, supposed, told of another or of the moment: nothing of it stays so. */
const otherwise: readonly RegExp[] = [
  /^(?:and |so |but |ok(?:ay)?,? |hi,? |hello,? |hey,? )*(?:please|can|could|would|will|shall|should|may|what|who|where|when|why|how|which|whose|is|are|am|do|does|did|have you|tell|show|give|help|find|make|let|imagine|suppose|pretend|assume|act|play the|say|if|what if|write|create|generate|list|explain|describe|translate|summari[sz]e|draft|add|remove|delete|set|turn|open|close|check|look|search|send|read|order|book|schedule|cancel|transfer|pay|buy|put|move|rename|copy|update|fix|remember|forget|remind|thanks?|thank you)\b(?! me \p{Lu})/iu,
  /\b(?:i|we)(?:['’]d| would| (?:really )?(?:want|need|wish|wonder|hope|guess|think|believe|suppose|must|should|could|might|may|will|lost|forgot|got|just|mean|see|heard|read|saw|tried|try|asked|said|told|found)|['’]ll)\b/iu,
  /\bi(?:['’]?m| am) (?:going|trying|looking|seeking|searching|exploring|needing|in the mood|wondering|about to|not sure|unsure|sorry|having|getting|stuck|confused|curious|thinking|afraid|done|back|here|ready|planning|interested in knowing|calling|in need|out of|at (?:the|a)|on (?:the|my))\b/iu,
  /\b(?:i|we) have (?:an? )?(?:\S+ )?(?:questions?|problems?|errors?|issues?|ideas?|bugs?|meeting|appointment|to|no idea)\b/iu,
  /\b(?:i|we) (?:like|love|hate) (?:it|this|that|these|those|your|the (?:idea|answer|way))\b|\b(?:i|we) (?:do not|don['’]?t) (?:know|understand|get|see|think|care|mind|want|need|have time|remember)\b|\bmy (?:question|problem|point|issue|guess|bad|mistake)\b/iu,
  /^(?:bitte|kannst|könntest|kann|können|könnten|würdest|wie|was|wer|wo|wann|warum|wieso|welche\p{L}*|ist|sind|hast|habt|gibt|zeig\p{L}*|hilf|erkläre?|schreib\p{L}*|mach\p{L}*|stell dir vor|angenommen|nehmen wir an|wenn|falls|tu so|spiel|merke?|notiere?|vergi(?:ss|ß)|denke? (?:daran|dran)|behalte?|danke)(?=$|[\s,])(?! (?:immer|nie))/iu,
  /(?:^|\s)(?:ich|wir) (?:möchte|möchten|will|wollen|brauche|brauchen|würde|würden|hätte|hätten|weiß|glaube|denke|finde|frage|suche|muss|müssen|soll|sollen|könnte|habe (?:eine frage|ein problem|keine ahnung|gerade))(?=$|[\s,])/iu,
  /^(?:imagine|imagina|supposons|si je|peux-tu|pouvez|quel\p{L}*|comment|pourquoi|qué|cómo|por qué|puedes|come|cosa|puoi|como|pode|можешь|можете|как|что|почему|если|представь)(?=$|[\s,])/iu,
  /(?:帮我|请|记住|记得|记一下|忘|如果|假如|想象|吗|什么|怎么|我想|我要|我需要)|(?:ください|もし|ですか|たい|欲しい)/u,
]

/** It is over soon. */
const passes =
  /(?<![\p{L}\p{N}])(?:today|tonight|tomorrow|yesterday|right now|at the moment|this (?:morning|afternoon|evening|week|weekend|month|time)|(?:next|last|coming) (?:week|weekend|month|year|time|night|mon|tues|wednes|thurs|fri|satur|sun)\p{L}*|in (?:an?|\d+|two|three|a few|half an) (?:minutes?|hours?|days?|weeks?)|for lunch|for dinner|just now|(?:\d+|a few|two) (?:minutes?|hours?|days?|weeks?) ago|at \d{1,2}(?::\d\d)? ?(?:am|pm|o['’]clock)?|heute|gestern|gerade|momentan|übermorgen|morgen (?:früh|abend|nachmittag|um|habe|bin|fahre|fliege)|(?:nächste[rns]?|letzte[rns]?|diese[rns]?|kommende[rns]?) (?:woche|wochenende|monat|jahr|\p{L}+tag)|aujourd['’]hui|demain|hier soir|ce soir|hoy|mañana|ayer|oggi|domani|ieri|hoje|amanhã|vandaag|morgen ga|сегодня|завтра|вчера)(?![\p{L}\p{N}])|今天|明天|昨天|今日|明日|昨日|오늘|내일|어제|\b\d{4}-\d\d-\d\d\b/iu

/** The sentences of a message that may be learned of. Its text has to be the person's own words. */
export function tellingSentences(own: string): string[] {
  return sentencesOf(own).flatMap((sentence) => {
    if (!/[?？؟]\s*$/u.test(sentence)) return tells(sentence) ? [sentence] : []
    // What leads up to a question may tell why it is asked.
    const parts = sentence.split(/[,，、:–—]\s*|\s-\s/u).slice(0, -1)
    return parts.filter(tells)
  })
}

function sentencesOf(text: string): string[] {
  const parts = text.split(/(?<=[.!?？。！؟।…])(?:\s+|(?<=[？。！]))|\n+|;\s/u)
  return parts.map((part) => part.trim()).filter(Boolean)
}

function tells(sentence: string): boolean {
  const { length } = sentence
  if (length < (scripts.test(sentence) ? 4 : lengths.shortest) || length > lengths.longest) return false
  if (!telling.some((form) => form.test(sentence))) return false
  if (otherwise.some((form) => form.test(sentence)) || passes.test(sentence)) return false
  return !holdsSecret(sentence)
}
