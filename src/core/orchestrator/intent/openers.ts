/** What stands before the words that count: interjections, names, pleas, small adverbs. */
const opener =
  /^(?:(?:okay|alright|all right|right|well|so|now|then|also|and|but|or|plus|hey|hi|hello|yo|oh|ah|um|uh|hmm|yes|yeah|yep|sure|no|nope|great|good|nice|cool|perfect|actually|basically|next|first|firstly|second|secondly|finally|lastly|afterwards|after that|again|maybe|perhaps|just|simply|kindly|please|quick|quickly|urgent|urgently|immediately|asap|sorry|excuse me|thanks|thank you|hearth|assistant|computer|siri|alexa|google|dear|buddy|friend|mate|man|dude|there|quick question|question|by the way|btw|fyi|for now|from now on|right now|at once|if (?:you )?(?:possible|please|can|could|do not mind|would)|when you (?:can|have (?:time|a minute|a moment))|go ahead and|by chance|be so kind and|be sure to|make sure to|make sure you|do me (?:a|the) favou?r(?: and)?|do not (?:forget|hesitate|fail|be afraid) to|only|remember to|i (?:think|guess|believe|suppose)(?: that)?(?= (?:i|we|you) )|todo|task|step \d+|\d+) )+/u

/** The clause without its openers, and whether one of them was a plea. */
export function dropOpeners(words: string): { rest: string; plea: boolean } {
  const found = opener.exec(`${words} `)?.[0] ?? ''
  const plea = /\b(?:please|kindly)\b/u.test(words)
  return { rest: words.slice(found.length).replace(/ (?:please|now|thanks|thank you|hearth)$/u, ''), plea }
}
