import { z } from 'zod'
import { answers } from './answers.ts'
import { longTextSchema } from './input-schemas.ts'

/** What windows ask of the desktop: the quick prompt, the shortcut, the start at login. */

/** From where the quick prompt can take a text into a message. */
export const textSources = ['clipboard', 'selection'] as const
export type TextSource = (typeof textSources)[number]

/**
 * `taken` by another program; `unsure`: Wayland's portal decides, and does not say how; `invalid`: no keys that can be
 * registered.
 */
export type ShortcutStanding = 'registered' | 'off' | 'taken' | 'unsure' | 'invalid'

/** How the shortcut of the quick prompt stands. */
export interface ShortcutState {
  readonly standing: ShortcutStanding
  /** In Electron's notation. */
  readonly keys: string
  /** What to do about it, in the language that was chosen; null where nothing has to be done. */
  readonly advice: string | null
}

export const desktopRequests = {
  /** Shows the quick prompt, as its shortcut does. */
  'quick.show': answers<void>()(z.undefined()),
  /** Hides the quick prompt and gives the focus back to whoever had it. What runs goes on. */
  'quick.hide': answers<void>()(z.undefined()),
  /** The page is as high as this, in CSS pixels. The window becomes that high, as far as the display allows. */
  'quick.resize': answers<void>()(z.strictObject({ height: z.number().int().min(1).max(10_000) })),
  /** While it holds, the quick prompt stays when it loses the focus: a plan waits for an answer. */
  'quick.hold': answers<void>()(z.strictObject({ held: z.boolean() })),
  /** Opens a conversation in the main window, with what was typed and not asked, and hides the quick prompt. */
  'quick.carry': answers<void>()(z.strictObject({ conversationId: z.uuid(), draft: longTextSchema })),
  /** Where a text can be taken from on this desktop. Nothing is read for it. */
  'quick.sources': answers<readonly TextSource[]>()(z.undefined()),
  /** The text of one of them; empty where there is none. Only while the quick prompt is shown, else `forbidden`. */
  'quick.take': answers<string>()(z.strictObject({ from: z.enum(textSources) })),

  'shortcut.state': answers<ShortcutState>()(z.undefined()),
} as const
