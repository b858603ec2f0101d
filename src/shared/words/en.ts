import { chat } from './en/chat.ts'
import { commands } from './en/commands.ts'
import { composer } from './en/composer.ts'
import { demo } from './en/demo.ts'
import { firstStart } from './en/first-start.ts'
import { models } from './en/models.ts'
import { quick } from './en/quick.ts'
import { settings } from './en/settings.ts'
import { sidebar } from './en/sidebar.ts'
import { tray } from './en/tray.ts'

/** English: the others are measured by it. A room of the app is a namespace. */
export const en = { chat, commands, composer, demo, firstStart, models, quick, settings, sidebar, tray }
