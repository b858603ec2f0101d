import type { Conversation } from '../../shared/conversation.ts'
import type { SearchHit } from '../../shared/search.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { findCommands, findSettings, type Command } from './commands.ts'

/** A line of the palette, and what Enter does on it. */
export type Item = { readonly key: string; readonly group: string; run(): void } & (
  | { readonly kind: 'hit'; readonly hit: SearchHit }
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  | { readonly kind: 'command'; readonly command: Command }
)

const recent = 5

/** What stands in the palette: without a text what was talked of last, else what was found. */
export function useItems(): readonly Item[] {
  const t = useWords()
  const hearth = useHearth()
  const palette = useHearthState((state) => state.palette)
  const list = useHearthState((state) => state.list.conversations)
  if (!palette) return []
  const text = palette.text.trim().toLowerCase()

  function then(act: () => void): () => void {
    return () => {
      hearth.finder.hide()
      act()
    }
  }

  const conversations = (text === '' ? list.slice(0, recent) : palette.titles).map((conversation): Item => ({
    kind: 'conversation',
    key: `conversation ${conversation.id}`,
    group: t(text === '' ? 'finder:groups.recent' : 'finder:groups.conversations'),
    conversation,
    run: then(() => void hearth.chat.open(conversation.id)),
  }))
  const hits = (palette.found?.hits ?? []).map((hit): Item => ({
    kind: 'hit',
    key: `${hit.kind} ${hit.id}`,
    group: t('finder:groups.hits'),
    hit,
    run: () => hearth.finder.open(hit),
  }))
  const item = (command: Command, group: string): Item => ({
    kind: 'command',
    key: `command ${command.key}`,
    group,
    command,
    run: then(() => command.run(hearth)),
  })
  const known = findCommands(text, t).map((command) => item(command, t('commands:groupCommands')))
  const settings = findSettings(text, t).map((command) => item(command, t('commands:groupSettings')))
  return [...conversations, ...hits, ...known, ...settings]
}
