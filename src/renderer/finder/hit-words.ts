import {
  CircleCheck,
  Lightbulb,
  ListChecks,
  MessageSquareText,
  Sparkle,
  User,
  type LucideIcon,
} from 'lucide-react'
import type { SearchHit } from '../../shared/search.ts'
import type { Translate } from '../../shared/words/language.ts'

/** What something that was found is, in a picture and a word. */
export function describeHit(
  hit: SearchHit,
  t: Translate,
): { readonly icon: LucideIcon; readonly name: string } {
  if (hit.kind === 'context') return { icon: Lightbulb, name: t('finder:hits.memory') }
  if (hit.messageType === 'agent_request') return { icon: ListChecks, name: t('finder:hits.plan') }
  if (hit.messageType === 'agent_progress') return { icon: ListChecks, name: t('finder:hits.step') }
  if (hit.messageType !== 'text') return { icon: CircleCheck, name: t('finder:hits.result') }
  if (hit.role === 'user') return { icon: User, name: t('finder:hits.you') }
  return hit.role === 'assistant'
    ? { icon: Sparkle, name: t('finder:hits.answer') }
    : { icon: MessageSquareText, name: t('finder:hits.note') }
}

/** The day, and the year where it is another one. */
export function dayOf(iso: string, t: Translate, now = new Date()): string {
  const date = new Date(iso)
  const sameYear = date.getFullYear() === now.getFullYear()
  return t(sameYear ? 'finder:day' : 'finder:dayAndYear', { date })
}
