import { chat } from './zh/chat.ts'
import { commands } from './zh/commands.ts'
import { composer } from './zh/composer.ts'
import { demo } from './zh/demo.ts'
import { firstStart } from './zh/first-start.ts'
import { models } from './zh/models.ts'
import { quick } from './zh/quick.ts'
import { settings } from './zh/settings.ts'
import { sidebar } from './zh/sidebar.ts'
import { tray } from './zh/tray.ts'

/** Simplified Chinese. A room of the app is a namespace. */
export const zh = { chat, commands, composer, demo, firstStart, models, quick, settings, sidebar, tray }
