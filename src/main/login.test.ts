import { readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { makeDataFolder } from '../../tests/support/data-folder.ts'
import { createLogin, loginCommand, type LoginOptions } from './login.ts'

const noApp: LoginOptions['app'] = {
  getLoginItemSettings: () => {
    throw new Error('not asked on Linux')
  },
  setLoginItemSettings: () => {
    throw new Error('not asked on Linux')
  },
}

test('on Linux a file of the desktop starts it without a window, and goes when it is switched off', async () => {
  await using folder = await makeDataFolder({ ready: false })
  const command = ['/opt/My "$Apps"/50% hearth'] as const
  const login = createLogin({ app: noApp, platform: 'linux', configFolder: folder.path, command })
  expect(await login.state()).toBe('off')
  expect(await login.set(true)).toBe('on')
  const autostart = join(folder.path, 'autostart')
  expect(await readdir(autostart)).toEqual(['hearth.desktop'])
  const file = join(autostart, 'hearth.desktop')
  expect(await readFile(file, 'utf8')).toContain(
    String.raw`Exec="/opt/My \\"\\$Apps\\"/50%% hearth" --hidden` + '\n',
  )
  expect((await stat(file)).mode & 0o077).toBe(0)
  expect(await login.state()).toBe('on')
  // As GNOME's and others' own settings do it.
  await writeFile(file, `${await readFile(file, 'utf8')}Hidden=true\n`)
  expect(await login.state()).toBe('off')
  expect(await login.set(true)).toBe('on')
  expect(await login.state()).toBe('on')
  expect(await login.set(false)).toBe('off')
  expect(await login.set(false)).toBe('off')
  expect(await readdir(autostart)).toEqual([])
})

test('where the file cannot be written it says so, and nothing is left half-done', async () => {
  await using folder = await makeDataFolder({ ready: false })
  await writeFile(join(folder.path, 'autostart'), 'a file in the place of the folder')
  const login = createLogin({
    app: noApp,
    platform: 'linux',
    configFolder: folder.path,
    command: ['/usr/bin/hearth'],
  })
  await expect(login.set(true)).rejects.toMatchObject({ code: 'action_failed' })
  expect(await login.state()).toBe('off')
  expect(await readdir(folder.path)).toEqual(['autostart'])
})

test.each([
  ['win32', { path: 'C:\\Hearth\\hearth.exe', args: ['--hidden'] }],
  ['darwin', {}],
] as const)('on %s the system keeps it, and is asked what is so', async (platform, item) => {
  let on = false
  const app = {
    getLoginItemSettings: vi.fn<() => Electron.LoginItemSettings>(
      () =>
        ({
          openAtLogin: on,
          ...(platform === 'win32' && { executableWillLaunchAtLogin: on, launchItems: [{ enabled: on }] }),
        }) as Electron.LoginItemSettings,
    ),
    setLoginItemSettings: vi.fn<(settings: Electron.Settings) => void>(({ openAtLogin }) => {
      on = openAtLogin === true
    }),
  }
  const login = createLogin({ app, platform, configFolder: '/none', command: ['C:\\Hearth\\hearth.exe'] })
  expect(await login.set(true)).toBe('on')
  expect(app.setLoginItemSettings).toHaveBeenCalledWith({ ...item, openAtLogin: true })
  expect(app.getLoginItemSettings).toHaveBeenCalledWith(item)
  app.setLoginItemSettings.mockImplementation(() => undefined)
  await expect(login.set(false)).rejects.toMatchObject({ code: 'action_failed' })
})

test('on Windows what the Task Manager has switched off is off, and switching it on here undoes that', async () => {
  let items: { enabled: boolean }[] = [{ enabled: true }]
  const app = {
    getLoginItemSettings: () =>
      ({
        openAtLogin: true,
        executableWillLaunchAtLogin: items.some(({ enabled }) => enabled),
        launchItems: items,
      }) as Electron.LoginItemSettings,
    setLoginItemSettings: ({ openAtLogin }: Electron.Settings) => {
      items = [{ enabled: openAtLogin === true }]
    },
  }
  const command = ['C:\\Hearth\\hearth.exe'] as const
  const login = createLogin({ app, platform: 'win32', configFolder: '/none', command })
  expect(await login.state()).toBe('on')
  items = [{ enabled: false }]
  expect(await login.state()).toBe('off')
  expect(await login.set(true)).toBe('on')
  // Electron finds no entry for some paths with spaces, though it is there.
  items = []
  expect(await login.state()).toBe('on')
})

test('only a program that the system can start again is started at login', async () => {
  const start = { execPath: '/tmp/.mount_x/hearth', isPackaged: true, env: {} }
  expect(loginCommand({ ...start, env: { APPIMAGE: '/home/anna/Hearth.AppImage' } })).toEqual([
    '/home/anna/Hearth.AppImage',
  ])
  expect(loginCommand(start)).toEqual(['/tmp/.mount_x/hearth'])
  const command = loginCommand({ ...start, isPackaged: false })
  const login = createLogin({ app: noApp, platform: 'linux', configFolder: '/none', command })
  expect(await login.state()).toBe('unsupported')
  await expect(login.set(true)).rejects.toMatchObject({ code: 'forbidden' })
})
