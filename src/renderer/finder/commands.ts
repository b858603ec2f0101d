import {
  Boxes,
  Download,
  FolderCheck,
  Keyboard,
  Lightbulb,
  MessageCircleDashed,
  PanelLeft,
  Settings,
  SlidersHorizontal,
  SquarePen,
  Upload,
  Zap,
  type LucideIcon,
} from 'lucide-react'
import { reportError } from '../../shared/errors.ts'
import type { Translate } from '../../shared/words/language.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { findRows } from '../settings/find-rows.ts'
import type { Hearth } from '../store/hearth.ts'

/** What the palette can do, in the language that is spoken. */
export interface Command {
  readonly key: string
  readonly label: string
  readonly icon: LucideIcon
  readonly keys?: string
  run(hearth: Hearth): void
}

/** All that have every word of a text in their name. */
export function findCommands(text: string, t: Translate): readonly Command[] {
  const words = text.toLowerCase().split(/\s+/)
  return allCommands(t).filter(({ label }) => words.every((word) => label.toLowerCase().includes(word)))
}

function allCommands(t: Translate): readonly Command[] {
  const named = (
    key: 'newChat' | 'temporaryChat' | 'memory' | 'models' | 'folders' | 'settings' | 'sheet',
  ) => ({
    key,
    label: t(`commands:${key}`),
  })
  return [
    {
      ...named('newChat'),
      icon: SquarePen,
      keys: shortcuts.newChat.label(t),
      run: ({ chat }) => chat.startNew(),
    },
    {
      ...named('temporaryChat'),
      icon: MessageCircleDashed,
      run: ({ chat }) => chat.startNew({ temporary: true }),
    },
    {
      ...named('memory'),
      icon: Lightbulb,
      keys: shortcuts.memory.label(t),
      run: ({ memory }) => memory.show(true),
    },
    { ...named('models'), icon: Boxes, run: ({ models }) => models.show(true) },
    {
      key: 'quickPrompt',
      label: t('settings:rows.quickPrompt.label'),
      icon: Zap,
      run: ({ ask, notify }) =>
        void ask('quick.show', undefined).catch((error: unknown) =>
          notify({
            kind: 'error',
            title: t('settings:rows.quickPrompt.label'),
            text: reportError(error).message,
          }),
        ),
    },
    {
      key: 'sidebar',
      label: t('commands:sidebar'),
      icon: PanelLeft,
      keys: shortcuts.sidebar.label(t),
      run: ({ turnSidebar }) => turnSidebar(),
    },
    { ...named('folders'), icon: FolderCheck, run: ({ grants }) => grants.show(true) },
    {
      ...named('settings'),
      icon: Settings,
      keys: shortcuts.settings.label(t),
      run: ({ settings }) => settings.show(true),
    },
    {
      ...named('sheet'),
      icon: Keyboard,
      keys: shortcuts.sheet.label(t),
      run: ({ showSheet }) => showSheet(true),
    },
    {
      key: 'export',
      label: t('commands:export'),
      icon: Upload,
      run: ({ transfer }) => transfer.openExport(),
    },
    {
      key: 'import',
      label: t('commands:import'),
      icon: Download,
      run: ({ transfer }) => transfer.openImport(),
    },
  ]
}

/** Every setting that has the words of a text in it; each leads to its row. None without a text. */
export function findSettings(text: string, t: Translate): readonly Command[] {
  if (text.trim() === '') return []
  return findRows(text, t).flatMap(({ id, rows }) =>
    rows.map((row): Command => ({
      key: `setting ${row}`,
      label: `${t(`settings:sections.${id}`)} · ${t(`settings:rows.${row}.label`)}`,
      icon: SlidersHorizontal,
      run: ({ settings }) => settings.show(true, row),
    })),
  )
}
