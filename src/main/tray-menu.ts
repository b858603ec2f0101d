import type { MenuItemConstructorOptions } from 'electron'
import type { i18n } from 'i18next'
import type { Conversation } from '../shared/conversation.ts'
import type { TrayState } from './tray-state.ts'

export type TrayChoice =
  | { readonly kind: 'quickPrompt' | 'newChat' | 'export' | 'settings' | 'quit' }
  | { readonly kind: 'open'; readonly conversationId: string }
  | { readonly kind: 'pauseMemory'; readonly paused: boolean }

export interface TrayView {
  readonly t: i18n['t']
  /** The latest conversations, newest first. */
  readonly recent: readonly Pick<Conversation, 'id' | 'title'>[]
  readonly memoryPaused: boolean
  readonly choose: (choice: TrayChoice) => void
}

/** A menu is as wide as its longest line. In characters. */
const longestTitle = 48

export function trayMenu({ t, recent, memoryPaused, choose }: TrayView): MenuItemConstructorOptions[] {
  const separator = { type: 'separator' } as const
  const conversations = recent.map(({ id, title }) => ({
    label: menuText(title),
    click: () => choose({ kind: 'open', conversationId: id }),
  }))
  return [
    { label: t('tray:quickPrompt'), click: () => choose({ kind: 'quickPrompt' }) },
    { label: t('tray:newChat'), click: () => choose({ kind: 'newChat' }) },
    separator,
    ...conversations,
    ...(conversations.length > 0 ? [separator] : []),
    {
      label: t('tray:pauseMemory'),
      type: 'checkbox',
      checked: memoryPaused,
      click: ({ checked }) => choose({ kind: 'pauseMemory', paused: checked }),
    },
    { label: t('tray:exportMemory'), click: () => choose({ kind: 'export' }) },
    { label: t('tray:settings'), click: () => choose({ kind: 'settings' }) },
    separator,
    { label: t('tray:quit'), click: () => choose({ kind: 'quit' }) },
  ]
}

/** One line of a menu, in which `&` stands for itself. */
function menuText(title: string): string {
  const line = title.replaceAll(/\s+/g, ' ').trim()
  const letters = Array.from(line)
  const short = letters.length > longestTitle ? `${letters.slice(0, longestTitle - 1).join('')}…` : line
  return short.replaceAll('&', '&&')
}

/** What the tray says when one points at it. */
export function trayToolTip(t: i18n['t'], state: TrayState): string {
  switch (state.kind) {
    case 'approval':
      return t('tray:needsApproval')
    case 'downloading':
      return t('tray:downloading', { percent: state.percent })
    case 'answering':
      return t('tray:answering')
    case 'ready':
      return t('tray:ready')
  }
}
