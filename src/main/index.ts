import { homedir } from 'node:os'
import { join } from 'node:path'
import { app, clipboard, ipcMain, nativeTheme, powerMonitor, protocol, session, shell } from 'electron'
import { openAssistant } from '../core/assistant.ts'
import { systemClock } from '../core/clock.ts'
import { watchConnections } from '../core/connections.ts'
import { dataServer } from '../core/data-server.ts'
import { dataFolder } from '../core/paths.ts'
import { openRecovery } from '../core/recovery.ts'
import { chooseLanguage, openWords } from '../shared/words/language.ts'
import { logBugs } from './bugs.ts'
import { openChosen } from './chosen.ts'
import { showFailedStart, tellFailedStart } from './failed-start.ts'
import { chooseExport, chooseImport } from './choose-file.ts'
import { chooseFolder } from './choose-folder.ts'
import { demoFolder, exportInto } from './demo.ts'
import { createDesktop } from './desktop.ts'
import { giveHeadStart } from './head-start.ts'
import { holdAssistant } from './held-assistant.ts'
import { coalesceDeltas } from './ipc/forward-events.ts'
import { createGate } from './ipc/gate.ts'
import { createHandlers } from './ipc/handlers.ts'
import { createSettingsHandlers } from './ipc/settings-handlers.ts'
import { serveRequests } from './ipc/serve.ts'
import { tellWindows } from './ipc/tell-windows.ts'
import { transferHandlers } from './ipc/transfer-handlers.ts'
import { followLanguage } from './language.ts'
import { openLog } from './log.ts'
import { createLogin, loginCommand, wasOpenedAtLogin } from './login.ts'
import { setMenu } from './menu.ts'
import { openDesk } from './open-desk.ts'
import { pageOrigin } from './origin.ts'
import { appPaths } from './paths.ts'
import { prepareProfile } from './profile.ts'
import { registerScheme, servePage } from './protocol.ts'
import { canRecover, createRecovering } from './recovering.ts'
import { recoveryWindow } from './recovery-window.ts'
import { trackWork } from './running-work.ts'
import { hardenContents, hardenSession } from './security.ts'
import { closeBeforeQuit, quitWithLastWindow } from './shutdown.ts'
import { isOnlyInstance, readWanted } from './starting.ts'
import { readVersions } from './versions.ts'

/** Puts the app together: the window first, the database right behind it. */

const { env, platform } = process
const paths = appPaths({
  app: app.getAppPath(),
  data: dataFolder({ env, platform, home: homedir(), cwd: process.cwd() }),
  beside: app.isPackaged ? process.resourcesPath : null,
})
const page = pageOrigin(env['ELECTRON_RENDERER_URL'], app.isPackaged)
const log = openLog({ folder: paths.logs })
const chosen = openChosen({ dataFolder: paths.data, log, clock: systemClock }, nativeTheme)
const words = openWords('en')
const demo = demoFolder(env, app.isPackaged)
const windows = { paths, page, log, words }
const wanted = readWanted(process.argv)
const { desk, main, notify, ...rest } = openDesk(windows, wanted)

app.setName('Hearth')
// Windows shows notifications of a program that it knows by this name alone: the appId of electron-builder.yml.
app.setAppUserModelId('app.hearth.Hearth')
app.setPath('userData', prepareProfile(paths.profile))
if (isOnlyInstance(app, wanted, (what) => void app.whenReady().then(() => rest.show(what)))) void start()
else app.exit(0)

async function start(): Promise<void> {
  const standIn = 'electronOnChromium' in process.versions
  const info = {
    version: app.getVersion(),
    platform,
    dataFolder: paths.data,
    dataServer: dataServer(env['DATABASE_URL']),
    standIn,
    demo: demo !== null,
  }
  log.info('app.start', { ...info })
  logBugs(process, log)
  const connections = watchConnections({ ollamaHost: env['OLLAMA_HOST'] })
  chosen.begin()
  registerScheme(protocol)
  // Without a sandbox only where the command line says so. An AppImage's own start adds that where the system allows none.
  if (app.commandLine.hasSwitch('no-sandbox')) log.warn('app.noSandbox')
  else app.enableSandbox()
  hardenContents(app, page, log)

  const preferred = (): readonly string[] => app.getPreferredSystemLanguages()
  const work = trackWork()
  const headStart = giveHeadStart()
  const desktop = createDesktop({ shell, clipboard, notify, t: words.t, show: main.show })
  const store = { dataFolder: paths.data, storeFiles: paths.storeFiles, log }
  const assistant = holdAssistant(async () => {
    await headStart.over
    const opened = await openAssistant({
      ...store,
      version: info.version,
      databaseUrl: env['DATABASE_URL'],
      databaseReadUrl: env['DATABASE_READ_URL'],
      ollamaHost: env['OLLAMA_HOST'],
      watchModelServer: true,
      desktop,
    })
    const language = followLanguage(words, preferred)
    const listeners = [work.listener, chosen.hear, language, desk.listener, coalesceDeltas(tellWindows)]
    for (const listener of listeners) opened.onEvent(listener)
    desk.begin(opened).catch((error: unknown) => log.error('desk.begin', { error }))
    log.info('app.open')
    return opened
  })
  const recovering = createRecovering({
    dataFolder: paths.data,
    openRecovery: () => openRecovery(store),
    openAgain: assistant.openAgain,
    openPath: (path) => shell.openPath(path),
    window: recoveryWindow(windows, main),
    log,
  })
  assistant.current().catch(async (error: unknown) => {
    tellFailedStart(error, log)
    const mends = canRecover(error, env['DATABASE_URL'])
    await (mends ? recovering.begin(error) : showFailedStart(error, words.t))
  })
  const handlers = createHandlers({
    assistant: assistant.current,
    recovery: recovering.handlers,
    desktop: rest.handlers,
    computer: createSettingsHandlers({
      assistant: assistant.current,
      connections,
      login: createLogin({
        app,
        platform,
        configFolder: env['XDG_CONFIG_HOME'] || join(homedir(), '.config'),
        command: loginCommand({ execPath: process.execPath, isPackaged: app.isPackaged, env }),
      }),
      versions: () => readVersions(app.getAppPath(), info.version),
      folders: paths,
      openPath: (path) => shell.openPath(path),
      setAside: chosen.setAside,
    }),
    info,
    log,
    openExternal: (url) => shell.openExternal(url),
    chooseFolder: () => chooseFolder(words.t),
    transfer: transferHandlers({
      assistant: assistant.current,
      chooseExport: demo === null ? (format) => chooseExport(words.t, format) : exportInto(demo),
      chooseImport: () => chooseImport(words.t),
      showInFolder: (path) => shell.showItemInFolder(path),
    }),
    quit: () => app.quit(),
  })
  serveRequests(ipcMain, createGate({ handlers, origin: page.origin, log }))
  const close = async (): Promise<void> => {
    await recovering.close()
    await assistant.close()
  }
  closeBeforeQuit({ app, powerMonitor, log, letGo: rest.close, close })
  quitWithLastWindow(app, work, rest.mayStay)

  await app.whenReady()
  hardenSession(session.defaultSession, page, log, connections.refused)
  servePage(protocol, paths.renderer, headStart.served)
  await chosen.ready
  await words.changeLanguage(chooseLanguage(chosen.language(), preferred()))
  rest.show(readWanted(process.argv, wasOpenedAtLogin(app, platform)))
  setMenu(words, (command) => main.tell({ type: 'menu.chosen', command }))
  app.on('activate', main.show)
}
