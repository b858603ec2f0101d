import { ContextMenu } from '@base-ui/react/context-menu'
import { Menu } from '@base-ui/react/menu'
import { PencilLine, Trash2 } from 'lucide-react'
import type { ReactNode } from 'react'
import { MenuPortal } from '../controls/landmark.tsx'
import { MenuItem, menuLook } from '../controls/menu.tsx'
import type { RowMenu } from './conversation-row.tsx'
import { useWords } from '../use-words.ts'

export interface RowCommands {
  rename(id: string): void
  remove(id: string): void
  /** Where the focus goes when a menu closes: true for where it came from, false for nowhere else. */
  focusAfter(): HTMLElement | boolean
}

/** The menu behind the «…» of every row: one, whichever row it belongs to. */
export function EllipsisMenu({
  handle,
  commands,
}: {
  readonly handle: RowMenu
  readonly commands: RowCommands
}): ReactNode {
  return (
    <Menu.Root handle={handle}>
      {({ payload }) => (
        <MenuPortal>
          <Menu.Positioner align="start" sideOffset={4} className="z-50">
            <Menu.Popup className={menuLook} finalFocus={commands.focusAfter}>
              {payload === undefined ? null : <RowItems id={payload} commands={commands} />}
            </Menu.Popup>
          </Menu.Positioner>
        </MenuPortal>
      )}
    </Menu.Root>
  )
}

/** The same under the right button, or the keyboard's menu key. */
export function RowContextMenu({
  id,
  commands,
}: {
  readonly id: string | null
  readonly commands: RowCommands
}): ReactNode {
  return (
    <MenuPortal>
      <ContextMenu.Positioner className="z-50">
        <ContextMenu.Popup className={menuLook} finalFocus={commands.focusAfter}>
          {id === null ? null : <RowItems id={id} commands={commands} />}
        </ContextMenu.Popup>
      </ContextMenu.Positioner>
    </MenuPortal>
  )
}

function RowItems({ id, commands }: { readonly id: string; readonly commands: RowCommands }): ReactNode {
  const t = useWords()
  return (
    <>
      <MenuItem
        icon={PencilLine}
        label={t('sidebar:rename')}
        keys="F2"
        ariaKeys="F2"
        onClick={() => commands.rename(id)}
      />
      <MenuItem
        icon={Trash2}
        label={t('sidebar:delete')}
        keys={t('sidebar:deleteKey')}
        ariaKeys="Delete"
        removes
        onClick={() => commands.remove(id)}
      />
    </>
  )
}
