import { actions } from './zh/actions.ts'
import { chat } from './zh/chat.ts'
import { commands } from './zh/commands.ts'
import { composer } from './zh/composer.ts'
import { demo } from './zh/demo.ts'
import { errors } from './zh/errors.ts'
import { finder } from './zh/finder.ts'
import { firstStart } from './zh/first-start.ts'
import { folders } from './zh/folders.ts'
import { memory } from './zh/memory.ts'
import { menu } from './zh/menu.ts'
import { models } from './zh/models.ts'
import { notices } from './zh/notices.ts'
import { plan } from './zh/plan.ts'
import { quick } from './zh/quick.ts'
import { recovery } from './zh/recovery.ts'
import { run } from './zh/run.ts'
import { settings } from './zh/settings.ts'
import { sidebar } from './zh/sidebar.ts'
import { transcript } from './zh/transcript.ts'
import { transfer } from './zh/transfer.ts'
import { tray } from './zh/tray.ts'

/** Simplified Chinese. A room of the app is a namespace. */
export const zh = {
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
