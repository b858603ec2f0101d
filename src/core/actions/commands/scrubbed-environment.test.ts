import { expect, test } from 'vitest'
import { scrubEnvironment } from './scrubbed-environment.ts'

const told = { TERM: 'dumb', NO_COLOR: '1', PAGER: 'cat', GIT_PAGER: 'cat', GIT_TERMINAL_PROMPT: '0' }

test('only what is on the list passes', () => {
  const env = {
    PATH: '/usr/bin:/bin',
    HOME: '/home/a',
    LANG: 'de_DE.UTF-8',
    LC_TIME: 'C',
    TZ: 'UTC',
    TMPDIR: '/tmp',
    TERM: 'xterm',
    LC_SECRET: 'x',
    OPENAI_API_KEY: 'x',
    GITHUB_TOKEN: 'x',
    AWS_PROFILE: 'x',
    SSH_AUTH_SOCK: '/x',
    DATABASE_URL: 'x',
    NODE_OPTIONS: '--require x',
    LD_PRELOAD: 'x',
    BASH_ENV: 'x',
    PYTHONSTARTUP: 'x',
    GIT_SSH_COMMAND: 'x',
    'BASH_FUNC_ls%%': '() { rm x; }',
    HEARTH_DATA_DIR: '/x',
    DBUS_SESSION_BUS_ADDRESS: 'x',
    DISPLAY: ':0',
  }
  expect(scrubEnvironment(env, 'linux')).toEqual({
    PATH: '/usr/bin:/bin',
    HOME: '/home/a',
    LANG: 'de_DE.UTF-8',
    LC_TIME: 'C',
    TZ: 'UTC',
    TMPDIR: '/tmp',
    ...told,
  })
})

test('no program is looked for where the command works', () => {
  expect(scrubEnvironment({ PATH: '.:/usr/bin::node_modules/.bin', TMPDIR: 'x' }, 'linux')).toEqual({
    PATH: '/usr/bin',
    ...told,
  })
  expect(scrubEnvironment({}, 'darwin')['PATH']).toBe('/usr/local/bin:/usr/bin:/bin')
})

test('on Windows the case of a name does not matter', () => {
  const env = { Path: 'C:\\Windows;.;bin', SystemRoot: 'C:\\Windows', userprofile: 'C:\\a', Api_Key: 'x' }
  expect(scrubEnvironment(env, 'win32')).toEqual({
    PATH: 'C:\\Windows',
    SYSTEMROOT: 'C:\\Windows',
    USERPROFILE: 'C:\\a',
    ...told,
  })
})
