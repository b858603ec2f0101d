/**
 * Whether a message asks for what was said before: “what did we decide”, “as I told you”, “neulich”, “上次”. Told by the
 * form; a mistake costs some room in the prompt and nothing else.
 */
export function pointsBack(text: string): boolean {
  const head = text.slice(0, 4_000).toLowerCase()
  return pointers.some((pointer) => pointer.test(head))
}

const pointers = [
  /\b(?:last (?:time|week|month|year|night|session|conversation|chat)|(?:the )?other day|yesterday|previously|earlier|a while ago|(?:days?|weeks?|months?|years?) ago|back then|so far)\b/,
  /\b(?:again|as before|like before|same as|once more|still remember|remind me)\b/,
  /\b(?:do|can|did) you (?:still )?(?:remember|recall|know (?:what|which|who|when|where|how))\b/,
  /\b(?:we|i|you) (?:\w+ )?(?:discussed|talked|said|mentioned|told|decided|agreed|spoke|chose|settled|planned|figured|found|asked|named|called)\b/,
  /\b(?:did|have|had|were|was) (?:we|i|you)\b/,
  /\b(?:what|which|who|when|where|how|why)\b.*\b(?:was|were|did|had)\b/,
  /\b(?:my|our) (?:\w+ )?(?:idea|plan|decision|choice|notes?|list|question|conversation|discussion)\b/,
  /\b(?:letzt(?:es|e|en|er)? (?:mal|woche|monat|jahr)|neulich|gestern|vorgestern|damals|vorhin|früher|schon einmal|schon mal|noch einmal|nochmal|weißt du noch|erinnerst du dich|(?:hatten|haben) wir|hatte ich|habe ich|hast du)\b/,
  /(?:la dernière fois|hier\b|auparavant|tu te souviens|nous avions|on avait|j'avais|la última vez|\bayer\b|recuerdas|habíamos|dijimos|hablamos)/,
  /(?:上次|之前|昨天|以前|刚才|还记得|我说过|我们讨论|我们决定|前回|昨日|以前|覚えて)/,
]
