import { z } from 'zod'
import type { Desktop } from '../../desktop.ts'
import { defineAction, type Action } from '../action.ts'
import { count } from '../files/text.ts'
import { lacksDesktop, theDesktop } from './the-desktop.ts'

export function writeClipboardAction(desktop: Desktop | null): Action {
  return defineAction({
    name: 'write_clipboard',
    description: 'Puts a text into the clipboard.',
    input: z.strictObject({ text: z.string().min(1).max(1_000_000) }),
    risk: () => 'change',
    undo: 'no',
    lacks: () => lacksDesktop(desktop),
    summarize: ({ text }) => `Put ${count(text.length, 'character')} into the clipboard.`,
    preview: ({ text }) => ({
      kind: 'targets',
      targets: [text],
      notes: ['It takes the place of what is in the clipboard.'],
    }),
    async execute({ text }) {
      await theDesktop(desktop).writeClipboard(text)
      return { summary: `Put ${count(text.length, 'character')} into the clipboard.` }
    },
  })
}
