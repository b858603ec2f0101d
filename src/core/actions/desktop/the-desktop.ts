import { AppError } from '../../../shared/errors.ts'
import type { Desktop } from '../../desktop.ts'

/** Throws AppError `forbidden` where there is none: in a terminal. */
export function theDesktop(desktop: Desktop | null): Desktop {
  if (desktop) return desktop
  throw new AppError('forbidden', 'This needs a desktop, which a terminal is not. Use the window of Hearth.')
}
