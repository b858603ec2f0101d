import { chat } from './de/chat.ts'
import { commands } from './de/commands.ts'
import { composer } from './de/composer.ts'
import { demo } from './de/demo.ts'
import { firstStart } from './de/first-start.ts'
import { models } from './de/models.ts'
import { quick } from './de/quick.ts'
import { settings } from './de/settings.ts'
import { sidebar } from './de/sidebar.ts'
import { tray } from './de/tray.ts'

/** German. A room of the app is a namespace. */
export const de = { chat, commands, composer, demo, firstStart, models, quick, settings, sidebar, tray }
