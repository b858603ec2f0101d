import { Tooltip } from '@base-ui/react/tooltip'
import type { ComponentProps, ReactNode } from 'react'

/** The look of a button that is a picture, for triggers of menus too. */
export const iconButtonLook =
  'grid size-8 shrink-0 place-items-center rounded-sm text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink'

export interface IconButtonProps extends Omit<ComponentProps<'button'>, 'aria-label'> {
  /** What it does, for those who cannot see the picture and for the tip. */
  readonly label: string
  /** How its shortcut is written. */
  readonly keys?: string
  /** How its shortcut is written for `aria-keyshortcuts`. */
  readonly ariaKeys?: string
}

/** A button that is a picture, with its name and shortcut in a tip. */
export function IconButton({ label, keys, ariaKeys, className, ...props }: IconButtonProps): ReactNode {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger
        render={
          <button
            type="button"
            aria-label={label}
            aria-keyshortcuts={ariaKeys}
            className={className ?? iconButtonLook}
            {...props}
          />
        }
      />
      <Tooltip.Portal>
        <Tooltip.Positioner sideOffset={6} className="z-50">
          <Tooltip.Popup className="floats flex items-center gap-2 rounded-sm bg-ink px-2 py-1 text-xs text-bg shadow-float">
            {label}
            {keys === undefined ? null : <span className="opacity-75">{keys}</span>}
          </Tooltip.Popup>
        </Tooltip.Positioner>
      </Tooltip.Portal>
    </Tooltip.Root>
  )
}
