import type { MenuItemConstructorOptions } from 'electron'
import type { en } from '../shared/words/en.ts'
import type { Translate } from '../shared/words/language.ts'

export interface MenuView {
  readonly t: Translate
  /** The app's name, as the system shows it. */
  readonly app: string
  readonly platform: NodeJS.Platform
  readonly isPackaged: boolean
  readonly choose: (command: 'export' | 'import') => void
}

const separator = { type: 'separator' } as const

type Words = keyof typeof en.menu.roles
type Role = Words & NonNullable<MenuItemConstructorOptions['role']>

/** The application's menu. Only what works: the page has its own commands. */
export function applicationMenu(view: MenuView): MenuItemConstructorOptions[] {
  const { t, app, platform, isPackaged, choose } = view
  const mac = platform === 'darwin'
  const item = (role: Role, words: Words = role): MenuItemConstructorOptions => ({
    role,
    label: t(`menu:roles.${words}`, { app }),
  })
  const close = item('close', mac ? 'closeWindow' : 'close')
  const quit = item('quit', mac ? 'quitApp' : platform === 'win32' ? 'exit' : 'quit')
  const own = [
    item('about'),
    separator,
    item('services'),
    separator,
    ...(['hide', 'hideOthers', 'unhide'] as const).map((role) => item(role)),
    separator,
    quit,
  ]
  const speech = { label: t('menu:speech'), submenu: [item('startSpeaking'), item('stopSpeaking')] }
  return [
    ...(mac ? [{ role: 'appMenu', label: app, submenu: own } as const] : []),
    {
      label: t('menu:file'),
      submenu: [
        { label: t('menu:exportMemory'), click: () => choose('export') },
        { label: t('menu:import'), click: () => choose('import') },
        separator,
        mac ? close : quit,
      ],
    },
    {
      role: 'editMenu',
      label: t('menu:edit'),
      submenu: [
        item('undo'),
        item('redo'),
        separator,
        ...(['cut', 'copy', 'paste'] as const).map((role) => item(role)),
        ...(mac
          ? [item('pasteAndMatchStyle'), item('delete'), item('selectAll'), separator, speech]
          : [item('delete'), separator, item('selectAll')]),
      ],
    },
    {
      label: t('menu:view'),
      submenu: [
        ...(isPackaged ? [] : [item('reload'), item('toggleDevTools'), separator]),
        ...(['resetZoom', 'zoomIn', 'zoomOut'] as const).map((role) => item(role)),
        separator,
        item('togglefullscreen'),
      ],
    },
    {
      role: 'windowMenu',
      label: t('menu:window'),
      submenu: [item('minimize'), item('zoom'), ...(mac ? [separator, item('front')] : [close])],
    },
  ]
}
