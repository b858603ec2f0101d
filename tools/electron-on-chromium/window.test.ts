import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { ElectronApplication, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually, launch, loadedPage, removeFolders, stateOf, type PageGlobals } from './fixture/launch.ts'

afterAll(removeFolders)

/** A server that nobody should reach, and what was asked of it. */
async function listen() {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    served: () => asked,
    async [Symbol.asyncDispose]() {
      server.close()
      server.closeAllConnections()
      await once(server, 'close')
    },
  }
}

describe('a window on the stand-in', () => {
  let app: ElectronApplication
  let page: Page
  beforeAll(async () => {
    app = await launch()
    page = await loadedPage(app)
  })
  afterAll(() => app.close())

  it('is found by Playwright with its size, its title and a picture', async () => {
    const size = await page.evaluate(() => {
      const { innerWidth, innerHeight } = globalThis as unknown as PageGlobals
      return { innerWidth, innerHeight }
    })
    const window = await app.browserWindow(page)
    expect(size).toEqual({ innerWidth: 640, innerHeight: 480 })
    // The window hears of it a moment after the page has it.
    await eventually(async () => {
      expect(await window.evaluate((found) => found.getTitle())).toBe('Fixture')
    })
    const picture = await page.screenshot()
    expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([640, 480])
  })

  it('is shown when it is ready to be', async () => {
    await eventually(async () => {
      const visible = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
      expect(visible).toBe(true)
    })
  })

  it('answers a request with what structured clone would carry, and names the frame that asked', async () => {
    const answer = await page.evaluate(() => {
      const values = [
        undefined,
        null,
        Number.NaN,
        -0,
        5n,
        { a: [1, { b: '\uD800' }] },
        new Date(0),
        new Map([['k', 1]]),
      ]
      return (globalThis as unknown as PageGlobals).fixture.invoke('echo', ...values)
    })
    expect(answer).toEqual({
      values: [
        undefined,
        null,
        Number.NaN,
        -0,
        5n,
        { a: [1, { b: '\uD800' }] },
        new Date(0),
        expect.anything(),
      ],
      from: { url: 'app://fixture/index.html', origin: 'app://fixture', isMain: true },
      contents: 1,
    })
  })

  it('rejects with what the handler threw, and for a channel that nobody handles', async () => {
    const messages = await page.evaluate(() => {
      const { fixture } = globalThis as unknown as PageGlobals
      const fail = (channel: string) => fixture.invoke(channel).then(String, (error: Error) => error.message)
      return Promise.all([fail('fail'), fail('unknown'), fail('__proto__')])
    })
    expect(messages).toEqual([
      "Error invoking remote method 'fail': TypeError: it did not work",
      "Error invoking remote method 'unknown': Error: No handler registered for 'unknown'",
      "Error invoking remote method '__proto__': Error: No handler registered for '__proto__'",
    ])
  })

  it('hears events until it stops listening', async () => {
    const heard = await page.evaluate(async () => {
      const { fixture } = globalThis as unknown as PageGlobals
      const values: unknown[] = []
      const next = (): Promise<void> =>
        new Promise((resolve) => {
          const stop = fixture.onPong((value) => {
            values.push(value)
            stop()
            resolve()
          })
        })
      const first = next()
      fixture.ping({ n: 1 })
      await first
      fixture.ping({ n: 2 })
      await fixture.invoke('echo')
      return values
    })
    expect(heard).toEqual([{ n: 1 }])
  })

  it('carries functions, promises, errors and copies of values between the worlds', async () => {
    const seen = await page.evaluate(async () => {
      const { fixture } = globalThis as unknown as PageGlobals
      let thrown = ''
      try {
        fixture.throwing()
      } catch (error) {
        thrown = String(error)
      }
      const called = await fixture.callBack(async (question) => `${question}!`)
      const failed = await fixture.callBack(() => Promise.reject(new Error('no'))).catch(String)
      const fixed = [
        Object.isFrozen(fixture),
        Object.isFrozen(fixture.nested),
        Reflect.set(globalThis, 'fixture', 1),
      ]
      return { twice: fixture.twice(21), nested: fixture.nested, thrown, called, failed, fixed }
    })
    expect(seen).toEqual({
      twice: 42,
      nested: { list: [1, { two: 2 }], when: new Date(0) },
      thrown: 'RangeError: out of bounds',
      called: 'got asked!',
      failed: 'Error: no',
      fixed: [true, true, false],
    })
  })

  it('shows its page nothing but what the preload script exposed', async () => {
    const reach = await page.evaluate(() => (globalThis as unknown as PageGlobals).reach)
    expect(reach).toEqual({
      globals: [],
      fixture: ['invoke', 'ping', 'onPong', 'answer', 'nested', 'twice', 'throwing', 'callBack'],
    })
  })

  it('gives a frame in the page no way to main', async () => {
    const frame = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const { document } = globalThis as unknown as PageGlobals
          const element = document.createElement('iframe')
          element.src = 'frame.html'
          element.addEventListener('load', () =>
            resolve(Object.keys(element.contentWindow).filter((name) => /fixture|electron/i.test(name))),
          )
          document.body.append(element)
        }),
    )
    expect(frame).toEqual([])
  })

  it('serves the custom scheme with its policy, in a secure context of its own', async () => {
    const seen = await page.evaluate(() => {
      const { location, isSecureContext, document } = globalThis as unknown as PageGlobals
      return [location.href, isSecureContext, document.title]
    })
    // The title would say so if the inline script had run.
    expect(seen).toEqual(['https://fixture.app.internal/index.html', true, 'Fixture'])
  })

  it('asks the app before each request, and fetches nothing that it cancels', async () => {
    await using elsewhere = await listen()
    const outcome = await page.evaluate(async (url) => {
      const { navigator, document } = globalThis as unknown as PageGlobals
      navigator.sendBeacon(`${url}/beacon`)
      const link = document.createElement('link')
      Object.assign(link, { rel: 'prefetch', href: `${url}/prefetch` })
      document.body.append(link)
      return fetch(`${url}/fetch`).then(String, String)
    }, elsewhere.url)
    await eventually(async () => {
      const { requests } = await stateOf(app)
      expect(requests).toEqual(expect.arrayContaining([`${elsewhere.url}/fetch`, `${elsewhere.url}/beacon`]))
    })
    expect({ outcome, served: elsewhere.served() }).toEqual({
      outcome: 'TypeError: Failed to fetch',
      served: [],
    })
  })

  it('answers permissions as the app does', async () => {
    const states = await page.evaluate(() => {
      const { permissions } = (globalThis as unknown as PageGlobals).navigator
      const names = ['clipboard-write', 'geolocation', 'camera']
      return Promise.all(names.map(async (name) => (await permissions.query({ name })).state))
    })
    expect(states).toEqual(['granted', 'denied', 'denied'])
  })

  it('stays where it is when the app refuses a navigation', async () => {
    await page.evaluate(() => {
      ;(globalThis as unknown as PageGlobals).location.href = 'https://elsewhere.example/?secret'
    })
    await eventually(async () =>
      expect((await stateOf(app)).refused).toEqual(['https://elsewhere.example/?secret']),
    )
    expect(page.url()).toBe('https://fixture.app.internal/index.html')
  })

  it('opens no window that the app denies, and fetches nothing for it', async () => {
    await using elsewhere = await listen()
    const opened = await page.evaluate((url) => {
      const { open, document } = globalThis as unknown as PageGlobals
      const link = document.createElement('a')
      Object.assign(link, { href: `${url}/link`, target: '_blank' })
      document.body.append(link)
      link.click()
      return open(`${url}/open`)
    }, elsewhere.url)
    const asked = [`${elsewhere.url}/link`, `${elsewhere.url}/open`]
    await eventually(async () => expect((await stateOf(app)).opened.toSorted()).toEqual(asked))
    await eventually(() => expect(app.windows()).toHaveLength(1))
    expect({ opened, served: elsewhere.served() }).toEqual({ opened: null, served: [] })
  })

  it('runs its preload script again after a reload', async () => {
    await page.reload()
    const answer = await page.evaluate(() =>
      (globalThis as unknown as PageGlobals).fixture.invoke('echo', 'again'),
    )
    expect(answer.values).toEqual(['again'])
  })

  it('loads again after its page has crashed', async () => {
    const reasons = await app.evaluate(async ({ BrowserWindow }) => {
      const { webContents } = BrowserWindow.getAllWindows()[0]!
      const gone = new Promise<string>((resolve) => {
        webContents.once('render-process-gone', (_event, { reason }) => resolve(reason))
      })
      webContents.forcefullyCrashRenderer()
      const reason = await gone
      const loaded = new Promise<void>((resolve) => webContents.once('did-finish-load', () => resolve()))
      webContents.reload()
      await loaded
      return [
        reason,
        await webContents.executeJavaScript("fixture.invoke('echo', 1).then(({ from }) => from.url)"),
      ]
    })
    expect(reasons).toEqual(['crashed', 'app://fixture/index.html'])
  })

  it('shows a page of another origin for what it is', async () => {
    const answer = await app.evaluate(async ({ BrowserWindow }) => {
      const [first] = BrowserWindow.getAllWindows()
      const { preload } = globalThis as unknown as { preload: string }
      const other = new BrowserWindow({ show: false, webPreferences: { preload } })
      await other.loadURL('data:text/html,<title>other</title>')
      const from: unknown = await other.webContents.executeJavaScript(
        "fixture.invoke('echo').then(({ from }) => from)",
      )
      other.destroy()
      return { from, left: BrowserWindow.getAllWindows().map(({ id }) => id === first?.id) }
    })
    const from = { url: 'data:text/html,<title>other</title>', origin: 'null', isMain: true }
    expect(answer).toEqual({ from, left: [true] })
  })

  it('leaves no page behind when it is destroyed before there is one', async () => {
    await app.evaluate(async ({ BrowserWindow }) => {
      const early = new BrowserWindow({ show: false })
      early.loadURL('data:text/html,early').catch(() => {})
      early.destroy()
      // Made after it, so that it has been made by then.
      const later = new BrowserWindow({ show: false })
      await later.loadURL('data:text/html,later')
      later.destroy()
    })
    await eventually(async () => expect(app.windows()).toHaveLength(1))
  })

  it('leaves no page behind when it is destroyed at any moment of its loading', async () => {
    await app.evaluate(async ({ BrowserWindow }) => {
      for (let wait = 0; wait < 100; wait += 5) {
        const window = new BrowserWindow({ show: false })
        window.loadURL('app://fixture/index.html').catch(() => {})
        await new Promise((resolve) => setTimeout(resolve, wait))
        window.destroy()
      }
    })
    await eventually(async () => expect(app.windows()).toHaveLength(1))
  })

  it('keeps tray menus, so that a test can click them', async () => {
    await app.evaluate(() => {
      const { trays } = (
        globalThis as unknown as { electronOnChromium: { trays: { menu: Electron.Menu }[] } }
      ).electronOnChromium
      trays[0]?.menu.items.find((item) => item.label === 'Open')?.click()
    })
    expect((await stateOf(app)).clicks).toEqual(['Open'])
  })

  it('lets a test answer dialogs by assignment', async () => {
    const answer = await app.evaluate(async ({ dialog }) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: ['/a'] })
      return dialog.showOpenDialog({})
    })
    expect(answer).toEqual({ canceled: false, filePaths: ['/a'] })
  })

  it('names what it does not have', async () => {
    const messages = await app.evaluate((electron) => {
      const message = (read: () => unknown): string => {
        try {
          return String(read())
        } catch (error) {
          return (error as Error).message
        }
      }
      const { app: theApp, BrowserWindow } = electron
      return [
        message(() => electron.autoUpdater),
        message(() => theApp.getFileIcon),
        message(() => BrowserWindow.getAllWindows()[0]?.setShape),
      ]
    })
    expect(messages.map((text) => text.split(' is not')[0])).toEqual([
      'electron-on-chromium: electron.autoUpdater',
      'electron-on-chromium: app.getFileIcon',
      'electron-on-chromium: BrowserWindow.setShape',
    ])
  })
})
