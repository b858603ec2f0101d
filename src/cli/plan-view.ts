import type { RequestMessage } from '../shared/message.ts'
import type { ActionPreview, PlannedAction, Preview, RequestMetadata } from '../shared/request.ts'
import { changedLines } from './changed-lines.ts'
import { inGutter, inLine } from './gutter.ts'
import type { Session } from './session.ts'

/** So many lines of a change are shown; of a longer one it is said how much is missing. */
const linesShown = 400

/**
 * Shows a plan on stderr, whole: what will be done, step by step, where, and whether it can be undone. Whatever a model
 * may have written stands on one line or behind a mark.
 */
export function showPlan(
  request: RequestMessage,
  previews: readonly ActionPreview[],
  { terminal, output }: Session,
): void {
  const plan = request.metadata
  if (plan === null) return
  const width = output.notesToTerminal ? terminal.stderr.columns || 80 : null
  const say = (lines: string): void => output.note(lines.replace(/\n$/u, ''))
  output.note('')
  output.note(
    plan.actions.length === 1 ? 'Hearth would do this:' : 'Hearth would do these, one after another:',
  )
  // Of a single step its title says it.
  if (plan.summary !== plan.actions[0]?.title) say(inGutter(plan.summary, width))
  for (const [index, action] of plan.actions.entries()) {
    output.note(`${String(index + 1).padStart(2)}. ${inLine(action.title)}`)
    output.note(`   ${riskWords(action)}`)
    const found = previews.find(({ actionId }) => actionId === action.id)
    for (const line of describePreview(action, found ?? null, width)) say(line)
  }
  for (const warning of warnings(plan)) output.note(warning)
}

/** Does it take away for good what may be missed? Then a yes is not enough. */
export function isDestructive(plan: RequestMetadata): boolean {
  return plan.destructive || plan.actions.some(({ risk }) => risk === 'destructive')
}

function riskWords({ risk, undo }: PlannedAction): string {
  if (risk === 'read') return 'only reads'
  const undone = { yes: 'can be undone', no: 'cannot be undone', partly: 'can be undone in part' }[undo]
  return `${risk === 'destructive' ? 'DESTRUCTIVE' : 'changes something'}, ${undone}`
}

function describePreview(
  action: PlannedAction,
  found: ActionPreview | null,
  width: number | null,
): readonly string[] {
  if (found?.problem) return [`   This cannot be done as it stands:`, inGutter(found.problem.message, width)]
  const shown = found?.preview
  return shown ? previewLines(shown, width) : [inGutter(describeArguments(action), width)]
}

function previewLines(preview: Preview, width: number | null): readonly string[] {
  switch (preview.kind) {
    case 'command':
      return [
        inGutter(preview.command, width),
        `   in ${inLine(preview.folder)}`,
        ...preview.notes.map((note) => `   ${inLine(note)}`),
      ]
    case 'file': {
      const lines = changedLines(preview.before, preview.after)
      const cut = lines.length - linesShown
      return [
        `   ${preview.before === null ? 'a new file' : 'the file'} ${inLine(preview.path)}`,
        inGutter(lines.slice(0, linesShown).join('\n'), width),
        ...(cut > 0 ? [`   and ${cut} more lines that are not shown here`] : []),
        ...(preview.notes ?? []).map((note) => `   ${inLine(note)}`),
      ].filter((line) => line !== '')
    }
    case 'targets':
      return [
        inGutter(preview.targets.slice(0, linesShown).join('\n'), width),
        ...(preview.targets.length > linesShown
          ? [`   and ${preview.targets.length - linesShown} more that are not shown here`]
          : []),
        ...preview.notes.map((note) => `   ${inLine(note)}`),
      ]
  }
}

/** Where there is nothing better to show. */
function describeArguments({ arguments: args }: PlannedAction): string {
  return Object.entries(args)
    .map(([name, value]) => `${name}: ${typeof value === 'string' ? value : JSON.stringify(value)}`)
    .join('\n')
}

function warnings(plan: RequestMetadata): readonly string[] {
  const { readBefore = [] } = plan
  return [
    ...(readBefore.length > 0
      ? [`Proposed after reading ${readBefore.map(inLine).join(', ')}, which others may have written.`]
      : []),
    ...(isDestructive(plan) ? ['This may take something away for good.'] : []),
  ]
}
