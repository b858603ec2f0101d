import { homedir } from 'node:os'
import { app, ipcMain, protocol, session, shell } from 'electron'
import { openAssistant, type Assistant } from '../core/assistant.ts'
import { dataFolder } from '../core/paths.ts'
import type { EventListener } from '../shared/events.ts'
import { logBugs } from './bugs.ts'
import { failStart } from './failed-start.ts'
import { giveHeadStart } from './head-start.ts'
import { coalesceDeltas } from './ipc/forward-events.ts'
import { createGate } from './ipc/gate.ts'
import { createHandlers } from './ipc/handlers.ts'
import { serveRequests } from './ipc/serve.ts'
import { tellWindows } from './ipc/tell-windows.ts'
import { openLog } from './log.ts'
import { setMenu } from './menu.ts'
import { pageOrigin } from './origin.ts'
import { appPaths } from './paths.ts'
import { prepareProfile } from './profile.ts'
import { registerScheme, servePage } from './protocol.ts'
import { trackTurns } from './running-turns.ts'
import { hardenContents, hardenSession } from './security.ts'
import { closeBeforeQuit, quitWithLastWindow } from './shutdown.ts'
import { isOnlyInstance } from './single-instance.ts'
import { showMainWindow } from './window.ts'

/** Puts the app together: the window first, the database right behind it. */

const { env, platform } = process
const paths = appPaths({
  app: app.getAppPath(),
  data: dataFolder({ env, platform, home: homedir(), cwd: process.cwd() }),
})
const page = pageOrigin(env['ELECTRON_RENDERER_URL'], app.isPackaged)
const log = openLog({ folder: paths.logs })

app.setName('Hearth')
app.setPath('userData', prepareProfile(paths.profile))
if (isOnlyInstance(app, () => void app.whenReady().then(showWindow))) void start()
else app.exit(0)

async function start(): Promise<void> {
  const standIn = 'electronOnChromium' in process.versions
  const info = { version: app.getVersion(), platform, dataFolder: paths.data, standIn }
  log.info('app.start', { ...info })
  logBugs(process, log)
  registerScheme(protocol)
  // Without a sandbox only where the person said so on the command line.
  if (!app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox()
  hardenContents(app, page, log)

  const turns = trackTurns()
  const headStart = giveHeadStart()
  const assistant = headStart.over.then(() =>
    openAssistant({
      dataFolder: paths.data,
      storeFiles: paths.storeFiles,
      databaseUrl: env['DATABASE_URL'],
      ollamaHost: env['OLLAMA_HOST'],
      watchModelServer: true,
      log,
    }),
  )
  void listen(assistant, [turns.listener, coalesceDeltas(tellWindows)])
  const handlers = createHandlers({ assistant, info, log, openExternal: (url) => shell.openExternal(url) })
  serveRequests(ipcMain, createGate({ handlers, origin: page.origin, log }))
  closeBeforeQuit({ app, log, close: async () => (await assistant).close() })
  quitWithLastWindow(app, turns)

  await app.whenReady()
  hardenSession(session.defaultSession, page, log)
  servePage(protocol, paths.renderer, headStart.served)
  showWindow()
  setMenu()
  app.on('activate', showWindow)
}

async function listen(opening: Promise<Assistant>, listeners: readonly EventListener[]): Promise<void> {
  try {
    const assistant = await opening
    for (const listener of listeners) assistant.onEvent(listener)
    log.info('app.open')
  } catch (error) {
    await failStart(error, log)
  }
}

function showWindow(): void {
  showMainWindow({ paths, page, log })
}
