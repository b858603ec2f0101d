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

/** What something that was found is, in a picture and a word. */
export function describeHit(hit: SearchHit): { readonly icon: LucideIcon; readonly name: string } {
  if (hit.kind === 'context') return { icon: Lightbulb, name: 'Memory' }
  if (hit.messageType === 'agent_request') return { icon: ListChecks, name: 'Plan' }
  if (hit.messageType !== 'text') return { icon: CircleCheck, name: 'Result' }
  if (hit.role === 'user') return { icon: User, name: 'You' }
  return hit.role === 'assistant'
    ? { icon: Sparkle, name: 'Hearth' }
    : { icon: MessageSquareText, name: 'Note' }
}

/** The day, and the year where it is another one. */
export function dayOf(iso: string, now = new Date()): string {
  const date = new Date(iso)
  const sameYear = date.getFullYear() === now.getFullYear()
  return date.toLocaleDateString(undefined, {
    day: 'numeric',
    month: 'short',
    ...(sameYear ? {} : { year: 'numeric' }),
  })
}
