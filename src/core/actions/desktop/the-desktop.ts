import { AppError } from '../../../shared/errors.ts'
import type { Desktop } from '../../desktop.ts'

const none = 'This needs a desktop, which a terminal is not. Use the window of Hearth.'

/** Throws AppError `forbidden` where there is none: in a terminal. */
export function theDesktop(desktop: Desktop | null): Desktop {
  if (desktop) return desktop
  throw new AppError('forbidden', none)
}

/** What is missing where there is none. */
export function lacksDesktop(desktop: Desktop | null): string | null {
  return desktop ? null : none
}
