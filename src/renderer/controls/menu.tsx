import { Menu } from '@base-ui/react/menu'
import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'

/** The look of what a menu stands on. */
export const menuLook =
  'floats max-h-[min(26rem,var(--available-height))] min-w-44 overflow-y-auto rounded-md border border-line bg-raised p-1 text-ink shadow-float outline-none'

/** The look of a line in a menu. */
export const menuItemLook =
  'flex min-h-8 items-center gap-2.5 rounded-sm px-2.5 py-1 text-sm outline-none select-none data-highlighted:bg-hover data-highlighted:shadow-none data-disabled:opacity-50'

export interface MenuItemProps {
  readonly icon: LucideIcon
  readonly label: string
  readonly keys?: string
  readonly ariaKeys?: string
  /** It takes something away. */
  readonly removes?: boolean
  onClick(): void
}

/** One command. */
export function MenuItem({
  icon: Icon,
  label,
  keys,
  ariaKeys,
  removes = false,
  onClick,
}: MenuItemProps): ReactNode {
  return (
    <Menu.Item
      className={`${menuItemLook} ${removes ? 'text-bad' : ''}`}
      aria-keyshortcuts={ariaKeys}
      onClick={onClick}
    >
      <Icon aria-hidden size={15} strokeWidth={1.75} className={removes ? '' : 'text-ink-3'} />
      {label}
      {keys === undefined ? null : (
        <span aria-hidden className="ms-auto ps-6 text-xs text-ink-3">
          {keys}
        </span>
      )}
    </Menu.Item>
  )
}
