import { classifyIntent } from '../intent.ts'
import { readCommand } from './commands/read-command.ts'
import { checkCalls, stepsOf } from './plan/check-calls.ts'
import type { Plan } from './plan/write-request.ts'
import type { Room } from './room.ts'

/** A message that is a command needs no model: what is told, and what is to be done. Null for any other message. */
export function obey(
  { actions, clock }: Pick<Room, 'actions' | 'clock'>,
  text: string,
): { readonly say: string; readonly plan: Plan | null } | null {
  const command = readCommand(text, clock.now())
  if (command === null) return null
  if (command.kind === 'say') return { say: command.text, plan: null }
  const checked = checkCalls(command.calls, actions.catalogue)
  const steps = stepsOf(checked)
  if (steps === null) {
    const problems = checked.flatMap(({ problem }) => problem ?? [])
    return { say: ['This cannot be done as it is written.', ...problems].join('\n'), plan: null }
  }
  // To remember is all that it is: whoever says so has said yes, whatever else their words speak of.
  const isYes = steps.every(({ action }) => action === 'remember')
  const raised = !isYes && classifyIntent(text, []).destructive
  return { say: '', plan: { steps, raised, isYes, model: null, readBefore: [] } }
}
