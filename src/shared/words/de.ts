import { actions } from './de/actions.ts'
import { chat } from './de/chat.ts'
import { commands } from './de/commands.ts'
import { composer } from './de/composer.ts'
import { demo } from './de/demo.ts'
import { errors } from './de/errors.ts'
import { finder } from './de/finder.ts'
import { firstStart } from './de/first-start.ts'
import { folders } from './de/folders.ts'
import { memory } from './de/memory.ts'
import { menu } from './de/menu.ts'
import { models } from './de/models.ts'
import { notices } from './de/notices.ts'
import { plan } from './de/plan.ts'
import { quick } from './de/quick.ts'
import { recovery } from './de/recovery.ts'
import { run } from './de/run.ts'
import { settings } from './de/settings.ts'
import { sidebar } from './de/sidebar.ts'
import { transcript } from './de/transcript.ts'
import { transfer } from './de/transfer.ts'
import { tray } from './de/tray.ts'

/** German. A room of the app is a namespace. */
export const de = {
  actions,
  chat,
  commands,
  composer,
  demo,
  errors,
  finder,
  firstStart,
  folders,
  memory,
  menu,
  models,
  notices,
  plan,
  quick,
  recovery,
  run,
  settings,
  sidebar,
  transcript,
  transfer,
  tray,
}
