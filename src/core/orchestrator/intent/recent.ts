import type { Message } from '../../../shared/message.ts'

/** What the classifier looks at of a message that was said before. */
export type RecentMessage = Pick<Message, 'role' | 'content'>

const yes =
  /^(?:(?:yes|yeah|yep|yup|ya|sure|okay|alright|all right|fine|correct|right|exactly|absolutely|definitely|certainly|of course|go|go ahead|go on|go for it|proceed|please|please do|do|do it|do that|do so|do this|do them|make it so|carry on|sounds good|that works|perfect|great|good|now|confirmed|confirm|approved|approve|i agree|agreed|just|just do it|you can|you may|that one|both|all of them|the first one|the second one|why not|then|thanks|thank you|y|k) ?)+$/u
const no =
  /^(?:(?:no|nope|nah|no thanks|no thank you|not now|not yet|never mind|nevermind|forget it|forget that|cancel|cancel that|stop|leave it|do not|do not do (?:it|that)|please|please do not|wait|hold on|rather not|i do not want (?:that|it|to)|n) ?)+$/u
const again =
  /^(?:(?:please|now|and|then|okay) )*(?:again|once more|one more time|(?:do|try|run|repeat)(?: it| that| this| the same)?(?: again| once more)?|retry|same (?:again|here|thing|for .+|with .+)|the same (?:for|with|to|thing|again).*|do the same.*|(?:the )?(?:other|next|last|first|second|third|rest|remaining)(?: \w+){0,4}(?: too| as well| also)?|(?:the|this|that|these|those|my|QUOTE|PATH)(?: \S+){0,5} (?:too|as well|also)|(?:all|both)(?: of (?:them|those|these))?(?: too| as well)?|(?:what|how) about (?:the|this|that|my|PATH|QUOTE).*|PATH(?: too| as well)?)(?: please)?$/u
const offer =
  /\b(?:shall i|should i|do you want me to|would you like me to|want me to|may i|can i|i can|i could|i will|i would|i am going to|ready to|proceed|go ahead|confirm)\b/u

/** A message that means nothing by itself: yes, no, again. `words` is the whole message, in plain words. */
export type Follow = 'yes' | 'no' | 'again'

export function followOf(words: string): Follow | null {
  if (words === '') return null
  if (no.test(words)) return 'no'
  if (yes.test(words)) return 'yes'
  return again.test(words) ? 'again' : null
}

/** Do these words of the assistant's offer to do something? */
export function isOffer(words: string): boolean {
  return offer.test(words)
}
