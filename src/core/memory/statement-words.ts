/** Words by which a statement about oneself is told from a question, a wish and a tale: see statements.ts. */

const list = (...lines: readonly string[]): ReadonlySet<string> =>
  new Set(lines.flatMap((line) => line.split(' ')))

/** Who speaks of themselves or of what is theirs; in some languages the verb alone says so. */
export const oneself = list(
  "i i'm im i've ive i'd i'll my we we're we've our me us",
  'ich mein meine meiner meinem meinen wir unser unsere unserem unseren unserer',
  "je j'ai j'utilise j'habite j'aime j'écris j'apprends mon ma mes nous notre nos",
  'yo mi mis nosotros nuestro nuestra nuestros soy trabajo uso usamos vivo prefiero tengo tenemos escribo trabajamos',
  'io mio mia noi nostro nostra sono lavoro lavoriamo preferisco vivo utilizzo usiamo ho abbiamo scrivo',
  'eu meu minha nós nosso nossa sou moro prefiro tenho temos',
  'ik mijn wij ons onze jag min mitt vi vår jeg mit vores',
  'я мой моя моё мои мы наш наша наше наши у',
)

/** What a person asks or tells somebody else begins so, or what is only imagined. */
export const notStating = list(
  "what who whom whose when where which why how what's whats who's whos hows wheres can could do does did don't is are am was were",
  'will would should shall may might must have has had let lets tell show give make find help call set remind check send',
  'imagine pretend suppose assume say if whenever unless act write',
  'was wer wem wen wann wo welche welcher welches warum wie kann kannst können könnte könntest soll sollen sollte darf habe hast',
  'bin bist sind ist stell nehmen wenn falls sag gib mach schreib zeig hilf',
  'quoi qui quand où pourquoi comment quel quelle est-ce puis-je peux-tu peux pouvez si imagine écris donne dis',
  'qué quién cuándo dónde cuál cómo puedo puedes si imagina escribe dime come chi quando dove perché posso puoi se immagina scrivi',
  'что кто когда где почему как какой можно если представь напиши wat wie waar hoe kan als stel',
)

/** Words before the one who speaks: «at work we …». Any other first word is that of a command. */
export const leading = list(
  'and but also so well as at in for on with from since because btw fyi note hi hello hey ok okay yes no actually personally',
  'currently usually always generally mostly normally by here sorry thanks both all these professionally privately today',
  'und aber auch also bei in für auf mit von seit weil hallo ja nein eigentlich übrigens derzeit meistens normalerweise hier',
  'et mais aussi donc au à en pour chez avec depuis bonjour salut oui non actuellement personnellement moi',
  'y pero también en para con desde hola sí no normalmente ahora e ma anche quindi da con per ciao qui',
  'mas também em para com desde olá maar ook dus op bij voor met och men på и но а по в на для привет мне меня',
)

/** What passes with the day, or is only wished for: it says nothing about tomorrow. */
export const passing = list(
  "want wants wanna wish need needs i'd gotta hope wonder wondering forgot lost trying going gonna looking asked asking think guess",
  'suppose believe mean see thank got just recently today tonight tomorrow yesterday now hungry tired bored sorry curious confused stuck',
  "sure seeking searching glad thankful appreciate enjoyed would could should can cannot can't couldn't must may might feel feeling heard saw read noticed seem seems tried",
  'will möchte möchten wollen wollte brauche brauchen hätte würde würden kann können muss müssen soll heute morgen gestern gerade jetzt',
  'suche frage glaube denke verstehe',
  "veux voudrais voulons besoin cherche peux pouvons dois aujourd'hui demain hier maintenant",
  'quiero quisiera necesito necesitamos busco puedo debo hoy mañana ayer ahora',
  'voglio vorrei bisogno cerco posso devo oggi domani ieri adesso quero preciso hoje amanhã ontem agora',
  'wil zou moet vandaag morgen gisteren nu vill idag хочу хотел нужно надо могу сегодня завтра вчера сейчас',
)

/** Scripts that write no spaces. */
export const spaceless = {
  any: /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}]/u,
  oneself: /我|咱|私|僕|俺|弊社|当社/u,
  notStating:
    /[吗嗎呢么麼]|什么|怎么|如何|为什么|哪|请|請|帮|想|要|今天|明天|昨天|ですか|ますか|ください|たい|教えて|今日|明日|昨日|如果|假如|もし/u,
} as const

/** A wish for all answers to come, said as a command. */
export const standing =
  /^(?:please |bitte )?(?:always|never|from now on|in (?:the )?future|call me|immer|ab jetzt|von nun an|nenn mich|toujours|appelle-moi|siempre|llámame|sempre|chiamami)(?: \S+){1,}/iu
