import { z } from 'zod'
import type { Desktop } from '../../desktop.ts'
import { defineAction, type Action } from '../action.ts'
import { count } from '../files/text.ts'
import { lacksDesktop, theDesktop } from './the-desktop.ts'

const readByModel = 50_000

export function readClipboardAction(desktop: Desktop | null): Action {
  return defineAction({
    name: 'read_clipboard',
    description: 'Reads the text that the person has copied to the clipboard.',
    input: z.strictObject({}),
    risk: () => 'read',
    undo: 'yes',
    lacks: () => lacksDesktop(desktop),
    summarize: () => 'Read the clipboard.',
    async execute() {
      const text = await theDesktop(desktop).readClipboard()
      if (text === '') return { summary: 'There is no text in the clipboard.', output: 'It holds no text.' }
      const cut = text.length > readByModel ? '\n[There is more.]' : ''
      return {
        summary: `Read ${count(text.length, 'character')} from the clipboard.`,
        output: text.slice(0, readByModel) + cut,
        source: 'the clipboard',
      }
    },
  })
}
