import {
  Download,
  FolderCheck,
  Lightbulb,
  MessageCircleDashed,
  SquarePen,
  Upload,
  type LucideIcon,
} from 'lucide-react'
import type { Conversation } from '../../shared/conversation.ts'
import type { SearchHit } from '../../shared/search.ts'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import type { Hearth } from '../store/hearth.ts'

/** A line of the palette, and what Enter does on it. */
export type Item = { readonly key: string; readonly group: string; run(): void } & (
  | { readonly kind: 'hit'; readonly hit: SearchHit }
  | { readonly kind: 'conversation'; readonly conversation: Conversation }
  | { readonly kind: 'command'; readonly command: Command }
)

interface Command {
  readonly label: string
  readonly icon: LucideIcon
  readonly keys?: string
  run(hearth: Hearth): void
}

const commands: readonly Command[] = [
  { label: 'New chat', icon: SquarePen, keys: shortcuts.newChat.label, run: ({ chat }) => chat.startNew() },
  {
    label: 'Temporary chat',
    icon: MessageCircleDashed,
    run: ({ chat }) => chat.startNew({ temporary: true }),
  },
  { label: 'Memory', icon: Lightbulb, keys: shortcuts.memory.label, run: ({ memory }) => memory.show(true) },
  { label: 'Folders and rules', icon: FolderCheck, run: ({ grants }) => grants.show(true) },
  { label: 'Export…', icon: Upload, run: ({ transfer }) => transfer.openExport() },
  { label: 'Import…', icon: Download, run: ({ transfer }) => transfer.openImport() },
]

const recent = 5

/** What stands in the palette: without a text what was talked of last, else what was found. */
export function useItems(): readonly Item[] {
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
    group: text === '' ? 'Recent' : 'Conversations',
    conversation,
    run: then(() => void hearth.chat.open(conversation.id)),
  }))
  const hits = (palette.found?.hits ?? []).map((hit): Item => ({
    kind: 'hit',
    key: `${hit.kind} ${hit.id}`,
    group: 'What was said and is remembered',
    hit,
    run: () => hearth.finder.open(hit),
  }))
  const known = commands
    .filter(({ label }) => label.toLowerCase().includes(text))
    .map((command): Item => ({
      kind: 'command',
      key: `command ${command.label}`,
      group: 'Commands',
      command,
      run: then(() => command.run(hearth)),
    }))
  return [...conversations, ...hits, ...known]
}
