import { expect, test } from 'vitest'
import { dataFolder } from './paths.ts'

const linux = { env: {}, platform: 'linux', home: '/home/ada', cwd: '/work' } as const

test('the data folder is where each system keeps what belongs to applications', () => {
  expect(dataFolder(linux)).toBe('/home/ada/.config/Hearth')
  expect(dataFolder({ ...linux, env: { XDG_CONFIG_HOME: '/etc/ada' } })).toBe('/etc/ada/Hearth')
  expect(dataFolder({ ...linux, platform: 'darwin', home: '/Users/ada' })).toBe(
    '/Users/ada/Library/Application Support/Hearth',
  )
  const windows = { ...linux, platform: 'win32', home: 'C:\\Users\\ada', cwd: 'C:\\' } as const
  expect(dataFolder(windows)).toBe('C:\\Users\\ada\\AppData\\Roaming\\Hearth')
  expect(dataFolder({ ...windows, env: { APPDATA: 'D:\\Roaming' } })).toBe('D:\\Roaming\\Hearth')
})

test('HEARTH_DATA_DIR decides, and a relative one starts at the working folder', () => {
  expect(dataFolder({ ...linux, env: { HEARTH_DATA_DIR: '/mnt/memory' } })).toBe('/mnt/memory')
  expect(dataFolder({ ...linux, env: { HEARTH_DATA_DIR: 'memory' } })).toBe('/work/memory')
  expect(dataFolder({ ...linux, env: { HEARTH_DATA_DIR: '  ' } })).toBe('/home/ada/.config/Hearth')
})
