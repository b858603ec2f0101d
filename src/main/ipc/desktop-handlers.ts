import type { Clipboard } from 'electron'
import type { Handlers } from '../../shared/contract.ts'
import { AppError } from '../../shared/errors.ts'
import type { Desk } from '../desk.ts'
import type { QuickPrompt } from '../quick-prompt.ts'
import type { MainWindow } from '../window.ts'

export type DesktopHandlers = Pick<
  Handlers,
  Extract<keyof Handlers, `quick.${string}` | `shortcut.${string}`>
>

export interface DesktopHandlersOptions {
  readonly desk: Pick<Desk, 'shortcutState'>
  readonly quick: QuickPrompt
  readonly main: Pick<MainWindow, 'tell'>
  /** `selection`, the text that is selected anywhere, is there on Linux alone. */
  readonly clipboard: Pick<Clipboard, 'readText'> & { readonly selection?: Pick<Clipboard, 'readText'> }
}

/** What main does for the quick prompt, and for whoever shows how its shortcut stands. */
export function createDesktopHandlers(options: DesktopHandlersOptions): DesktopHandlers {
  const { desk, quick, main, clipboard } = options
  return {
    'quick.show': async () => quick.show(),
    'quick.hide': async () => quick.hide(),
    'quick.resize': async ({ height }) => quick.resize(height),
    'quick.hold': async ({ held }) => quick.hold(held),
    async 'quick.carry'(carried) {
      quick.hide()
      main.tell({ type: 'menu.opened', ...carried })
    },
    'quick.sources': async () => (clipboard.selection ? ['clipboard', 'selection'] : ['clipboard']),
    async 'quick.take'({ from }) {
      // A page asks for it where a person clicked, and for no other reason.
      if (!quick.isShown()) throw new AppError('forbidden', 'Only the quick prompt may take a text.')
      const source = from === 'selection' ? clipboard.selection : clipboard
      return (await source?.readText()) ?? ''
    },
    'shortcut.state': async () => desk.shortcutState(),
  }
}
