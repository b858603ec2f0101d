import { actions } from './en/actions.ts'
import { chat } from './en/chat.ts'
import { commands } from './en/commands.ts'
import { composer } from './en/composer.ts'
import { demo } from './en/demo.ts'
import { errors } from './en/errors.ts'
import { finder } from './en/finder.ts'
import { firstStart } from './en/first-start.ts'
import { folders } from './en/folders.ts'
import { memory } from './en/memory.ts'
import { menu } from './en/menu.ts'
import { models } from './en/models.ts'
import { notices } from './en/notices.ts'
import { plan } from './en/plan.ts'
import { quick } from './en/quick.ts'
import { recovery } from './en/recovery.ts'
import { run } from './en/run.ts'
import { settings } from './en/settings.ts'
import { sidebar } from './en/sidebar.ts'
import { transcript } from './en/transcript.ts'
import { transfer } from './en/transfer.ts'
import { tray } from './en/tray.ts'

/** English: the others are measured by it. A room of the app is a namespace. */
export const en = {
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
