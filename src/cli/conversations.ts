import type { Assistant } from '../core/assistant.ts'
import type { Conversation } from '../shared/conversation.ts'
import { confirm } from './confirm.ts'
import { everyConversation, findConversation } from './conversation-id.ts'
import type { Session } from './session.ts'
import { columns, counted, fit, oneLine, shortId, when } from './text.ts'

/** Prints conversations, newest first: a line each, or with `--json` one array. */
export async function listConversations(
  assistant: Assistant,
  { output, ending, options }: Session,
  search: string | undefined,
): Promise<number> {
  const line = (conversation: Conversation): string => {
    if (options.json) return JSON.stringify(conversation)
    const { id, updatedAt, title } = conversation
    // A terminal gets what fits, a pipe everything.
    if (output.width === null) return `${id}  ${when(updatedAt)}  ${oneLine(title)}\n`
    const before = `${shortId(id)}  ${when(updatedAt)}  `
    const room = Math.max(20, output.width - columns(before))
    return `${output.faint(before)}${fit(oneLine(title), room)}\n`
  }

  let count = 0
  if (options.json) output.result('[')
  for await (const conversation of everyConversation(assistant, search)) {
    if (ending.signal.aborted) return 1
    output.result((options.json ? (count > 0 ? ',\n' : '') : '') + line(conversation))
    await output.taken()
    count += 1
  }
  if (options.json) output.result(']\n')
  else if (count === 0)
    output.note(search ? 'No conversation has that in its title.' : 'There are no conversations yet.')
  return 0
}

/** Deletes one for good, after a question where somebody can answer it. */
export async function deleteConversation(
  assistant: Assistant,
  session: Session,
  given: string,
  { yes = false }: { readonly yes?: boolean },
): Promise<number> {
  const { output, options } = session
  const { id, title } = await findConversation(assistant, given)
  const named = `“${oneLine(title)}”`
  const remembered = { kind: 'conversation', conversationId: id } as const
  const { count } = await assistant.memory.forget(remembered, { dryRun: true })
  const undoable = (await assistant.runs.list({ conversationId: id })).some(({ canUndo }) => canUndo)
  const what =
    count === 0 ? 'and all its messages' : `with all its messages and ${counted(count, 'remembered fact')}`
  if (
    !yes &&
    !(await confirm(
      session,
      `Delete ${named} ${what} for good?${undoable ? ' What was done in it can then no longer be undone.' : ''}`,
    ))
  ) {
    output.note('Nothing was deleted.')
    return 1
  }
  const { contexts } = await assistant.conversations.remove(id, { forGood: true })
  if (options.json) output.result(`${JSON.stringify({ deleted: id, contexts })}\n`)
  else
    output.note(`Deleted ${named}${contexts === 0 ? '' : ` with ${counted(contexts, 'remembered fact')}`}.`)
  return 0
}
