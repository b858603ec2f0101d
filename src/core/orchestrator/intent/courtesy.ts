import { chat, type Reading } from './reading.ts'

const greeting =
  /^(?:(?:hi|hello|hey|heyo|hiya|howdy|yo|greetings|sup|wassup|what is up|good (?:morning|afternoon|evening|night|day)|welcome back|morning|evening)(?: (?:there|everyone|again|hearth|assistant|ai|friend|buddy|you|all|hey|what is up|to you))*|long time no see|nice to (?:meet|see) you|how (?:are|is|have|do) you(?: \w+){0,3}|how (?:ya|you)(?: \w+){1,3}|how is (?:it|everything|life)(?: \w+){0,2})$/u
const farewell =
  /^(?:(?:good ?bye|bye|bye bye|farewell|cheerio|see (?:you|ya)|so long|peace out|take care|have a (?:nice|good|great) \w+|good night|later|talk to you (?:later|soon)|catch you later|ttyl|until next time|it was (?:nice|good|great) \w+ (?:to|with) you)(?: (?:later|soon|tomorrow|again|then|now|bye|for now|around|everyone|all|out))*)$/u
const gratitude =
  /^(?:(?:many|okay|great|oh|no|wow|alright|a|big|so|well|you have|you|my|i|am|with|very|really|and|but|hey|lots|of|sincere|deepest|much|have|just|wanted|to|say) )*(?:thanks|thank you|thankful|cheers|gratitude|grateful|i (?:\w+ )?appreciate(?! it if)|much appreciated|good (?:job|work|talk|chat)|well done|nice (?:job|work)|great (?:job|work)|(?:you are|that is|that was|this is|it is) (?:very |so |really |too |just )?(?:great|good|nice|helpful|kind|awesome|amazing|perfect|wonderful|the best|a (?:great|big) help|sweet|cool|funny|interesting|brilliant|fantastic|lovely))\b/u
const interjection =
  /^(?:(?:lol|ha(?:ha)+|wow|interesting|funny|i see|got it|understood|(?:that |it )?makes sense|no problem|no worries|you are welcome|fair enough|congrats|congratulations) ?)+$/u
const feeling =
  /^i am (?:\w+ )?(?:glad|happy|sad|pleased|sorry|tired|bored|lonely|excited|proud|grateful|curious|confused|impressed|delighted|thrilled)\b/u

/** Greetings, farewells, thanks and moods, as a whole clause. */
export function readCourtesy(words: string): Reading | null {
  const courtesy = (name: string): Reading => ({ ...chat(0.97, name), courtesy: true })
  if (greeting.test(words)) return courtesy('a greeting')
  if (farewell.test(words)) return courtesy('a farewell')
  if (gratitude.test(words)) return courtesy('thanks or praise')
  if (interjection.test(words)) return courtesy('an interjection')
  return feeling.test(words) ? courtesy('a mood') : null
}
