import { spawn } from 'node:child_process'
import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication } from '@playwright/test'
import { afterAll, afterEach, describe, expect, it } from 'vitest'
import {
  chromiumProcesses,
  eventually,
  executablePath,
  fixtureApp,
  launch as launchFixture,
  loadedPage,
  newFolder,
  profileOf,
  removeFolders,
  stateOf,
  type Fixture,
  type PageGlobals,
} from './fixture/launch.ts'

const apps = new Set<ElectronApplication>()

async function launch(options: Parameters<typeof launchFixture>[0] = {}): Promise<ElectronApplication> {
  const app = await launchFixture(options)
  apps.add(app)
  return app
}

afterAll(removeFolders)

describe('an app on the stand-in', () => {
  afterEach(async () => {
    await Promise.all([...apps].map((app) => app.close()))
    apps.clear()
  })

  it('tells a frame in the page from the page, when frames have a preload script', async () => {
    const app = await launch({ args: ['--sub-frames'] })
    const page = await loadedPage(app)
    const answer = await page.evaluate(
      () =>
        new Promise<{ from: object }>((resolve) => {
          const { document } = globalThis as unknown as PageGlobals
          const element = document.createElement('iframe')
          element.src = 'frame.html'
          element.addEventListener('load', () => resolve(element.contentWindow.fixture!.invoke('echo')))
          document.body.append(element)
        }),
    )
    expect(answer.from).toEqual({ url: 'app://fixture/frame.html', origin: 'app://fixture', isMain: false })
  })

  it('hands the arguments of a second start to the first', async () => {
    const userData = newFolder()
    const app = await launch({ userData })
    await loadedPage(app)
    const second = spawn(executablePath, [fixtureApp, `--user-data-dir=${userData}`, '--hello'], {
      stdio: 'ignore',
    })
    const code = await new Promise((resolve) => second.once('exit', resolve))
    expect(code).toBe(0)
    await eventually(async () => {
      const [visit] = (await stateOf(app)).visits
      expect({ last: visit?.argv.at(-1), data: visit?.data }).toEqual({
        last: '--hello',
        data: { from: 'second' },
      })
    })
  })

  it('closes in order and leaves nothing behind', async () => {
    const app = await launch()
    await loadedPage(app)
    const profile = profileOf(app.process().pid!)
    expect(chromiumProcesses(profile)).not.toEqual([])
    await app.evaluate(({ app: theApp }) => {
      theApp.on('quit', () => {
        process.stdout.write(
          `${(globalThis as unknown as { fixture: Fixture }).fixture.lifecycle.join(' ')}\n`,
        )
      })
    })
    let output = ''
    app.process().stdout?.on('data', (text: Buffer) => (output += text.toString()))
    await app.close()
    expect({ output, left: chromiumProcesses(profile), profile: existsSync(profile) }).toEqual({
      output: 'before-quit will-quit quit\n',
      left: [],
      profile: false,
    })
  })

  it.each(['SIGKILL', 'SIGTERM'] as const)(
    'leaves no Chromium behind after %s, and can start again',
    async (signal) => {
      const userData = newFolder()
      const app = await launch({ userData })
      await loadedPage(app)
      const profile = profileOf(app.process().pid!)
      expect(chromiumProcesses(profile)).not.toEqual([])
      app.process().kill(signal)
      await eventually(() => expect(chromiumProcesses(profile)).toEqual([]))
      await eventually(() => expect(existsSync(profile)).toBe(false))
      apps.delete(app)
      const again = await launch({ userData })
      await loadedPage(again)
      expect(readFileSync(join(userData, 'instance.lock'), 'utf8')).toMatch(
        new RegExp(`^${again.process().pid} `),
      )
      expect(readdirSync(join(userData, 'instance-visits'))).toEqual([])
    },
  )
})
