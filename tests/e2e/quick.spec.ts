import { existsSync, mkdirSync, realpathSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import { openDatabase } from '../../src/core/database/open.ts'
import { listConversations } from '../../src/core/database/queries/conversations.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { electronForTests, startBare } from '../support/app.ts'
import { busWithTray } from '../support/tray-bus.ts'
import { chatPage, request } from './chat-page.ts'
import { expect, test } from './fixtures.ts'
import { violations } from './violations.ts'

interface Recorder {
  readonly electronOnChromium: {
    readonly calls: { api: string; args: unknown[] }[]
    readonly trays: {
      menu: { items: { label: string; click(): void }[] } | null
      emit(name: string): void
    }[]
    readonly shortcuts: Map<string, () => void>
    displays: { x: number; y: number; width: number; height: number }[]
  }
}

const keys = 'CommandOrControl+Shift+Space'
const quickTitle = 'Hearth – quick prompt'

/** What a person does outside of the windows, and sees there. */
function desktopOf(electron: ElectronApplication) {
  return {
    press: () =>
      electron.evaluate((_, pressed) => {
        ;(globalThis as unknown as Recorder).electronOnChromium.shortcuts.get(pressed)?.()
      }, keys),
    clickTray: () =>
      electron.evaluate(() => {
        ;(globalThis as unknown as Recorder).electronOnChromium.trays[0]?.emit('click')
      }),
    choose: (label: string) =>
      electron.evaluate((_, wanted) => {
        const { trays } = (globalThis as unknown as Recorder).electronOnChromium
        trays[0]?.menu?.items.find((item) => item.label === wanted)?.click()
      }, label),
    menu: () =>
      electron.evaluate(() => {
        const { trays } = (globalThis as unknown as Recorder).electronOnChromium
        return trays[0]?.menu?.items.map(({ label }) => label) ?? []
      }),
    told: () =>
      electron.evaluate(() =>
        (globalThis as unknown as Recorder).electronOnChromium.calls
          .filter(({ api }) => api === 'Notification.show')
          .map(({ args: [title] }) => String(title)),
      ),
    /** The titles of the windows that are seen. */
    seen: () =>
      electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .filter((window) => window.isVisible())
          .map((window) => window.getTitle()),
      ),
    /** Closes the main window as a person does. */
    close: () =>
      electron.evaluate(({ BrowserWindow }, quickWindow) => {
        const windows = BrowserWindow.getAllWindows()
        windows.find((window) => window.getTitle() !== quickWindow)?.close()
      }, quickTitle),
    bounds: () =>
      electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()
          .find((window) => window.getTitle() === 'Hearth – quick prompt')
          ?.getBounds(),
      ),
    /** A click into the tray takes the focus first. */
    leaveByTray: () =>
      electron.evaluate(({ BrowserWindow }) => {
        BrowserWindow.getAllWindows()[0]?.focus()
        ;(globalThis as unknown as Recorder).electronOnChromium.trays[0]?.emit('click')
      }),
    zoom: (factor: number) =>
      electron.evaluate(({ BrowserWindow }, wanted) => {
        const windows = BrowserWindow.getAllWindows()
        windows
          .find((window) => window.getTitle() === 'Hearth – quick prompt')
          ?.webContents.setZoomFactor(wanted)
      }, factor),
    setDisplays: (displays: Recorder['electronOnChromium']['displays']) =>
      electron.evaluate(({ screen }, wanted) => {
        ;(globalThis as unknown as Recorder).electronOnChromium.displays = wanted
        screen.emit('display-removed', {}, {})
      }, displays),
    /** Whether there is a conversation: asked by whatever window there is. */
    has: (id: string) =>
      electron.evaluate(async ({ BrowserWindow }, wanted) => {
        const asked = `window.hearth.request('conversations.open', { id: '${wanted}' })`
        const reply: unknown = await BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(asked)
        return (reply as { readonly ok: boolean }).ok
      }, id),
    /** Playwright gives a crashed page up, so the window itself is asked what it shows. */
    crashQuickPrompt: () =>
      electron.evaluate(({ BrowserWindow }) => {
        const windows = BrowserWindow.getAllWindows()
        windows
          .find((window) => window.getTitle() === 'Hearth – quick prompt')
          ?.webContents.forcefullyCrashRenderer()
      }),
    typed: () =>
      electron.evaluate(async ({ BrowserWindow }) => {
        const windows = BrowserWindow.getAllWindows()
        const page = windows.find((window) => window.getTitle() === 'Hearth – quick prompt')?.webContents
        // A page that is just crashing cannot be asked.
        return String(
          await page?.executeJavaScript("document.querySelector('textarea')?.value").catch(() => ''),
        )
      }),
  }
}

const field = (quick: Page) => quick.getByRole('textbox', { name: 'Question' })

test('from the tray and by its keys: asked, approved, carried over, and on the disk', async ({
  dataFolder,
  ollama,
  open,
}, info) => {
  test.skip(
    electronForTests().kind !== 'stand-in',
    'Only the stand-in has a tray and keys that a test can press.',
  )
  test.skip(process.platform !== 'linux', 'The bus is that of Linux.')
  ollama.models = [{ name: 'tiny-tools:latest', capabilities: ['completion', 'tools'] }]
  const env = busWithTray(`${dataFolder}-bus`)
  const { electron, window, windowOf } = await open({ env })
  const desktop = desktopOf(electron)
  await expect.poll(desktop.menu).toContain('Pause memory')

  await desktop.clickTray()
  const quick = await windowOf('quick.html')
  await expect(field(quick)).toBeFocused()
  for (const colorScheme of ['light', 'dark'] as const) {
    await quick.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    expect(await violations(quick)).toEqual([])
    await info.attach(`quick ${colorScheme}`, { body: await quick.screenshot(), contentType: 'image/png' })
  }

  // Escape hides it, and what was typed stays.
  await field(quick).fill('What do these')
  await quick.keyboard.press('Escape')
  await expect.poll(desktop.seen).not.toContain(quickTitle)
  await desktop.press()
  await expect.poll(desktop.seen).toContain(quickTitle)
  await expect(field(quick)).toHaveValue('What do these')
  await expect(field(quick)).toBeFocused()

  // The clipboard is read when it is asked for, and goes as a quotation.
  await electron.evaluate(({ clipboard }) => clipboard.writeText('revenue 1,204 k\ncosts 980 k'))
  await quick.getByRole('button', { name: 'Use the clipboard' }).click()
  await expect(quick.getByRole('button', { name: 'Leave out: Clipboard' })).toBeVisible()
  await field(quick).pressSequentially(' numbers say?')
  const answer = ollama.byHand()
  await quick.keyboard.press('Enter')
  await answer.asked
  expect(JSON.stringify(ollama.questions.at(-1)?.body)).toContain(
    'What do these numbers say?\\n\\nFrom the clipboard:\\n> revenue 1,204 k\\n> costs 980 k',
  )
  answer.say('The margin is ')
  const shown = quick.getByRole('log', { name: 'Answer' })
  await expect(shown).toContainText('The margin is')
  // Hidden, it goes on.
  await desktop.press()
  await expect.poll(desktop.seen).not.toContain(quickTitle)
  answer.say('18.6 %.')
  answer.end()
  await desktop.press()
  await expect(shown).toContainText('The margin is 18.6 %.')
  await expect(field(quick)).toBeFocused()
  await quick.keyboard.press('ArrowUp')
  await expect(field(quick)).toHaveValue('What do these numbers say?')

  // With zoom it is as much larger, about its middle, and all of the answer stays in sight.
  const before = await desktop.bounds()
  await desktop.zoom(1.25)
  await expect.poll(desktop.bounds).toMatchObject({ x: 215, width: 850 })
  await expect
    .poll(async () => (await desktop.bounds())?.height)
    .toBe(Math.ceil((before?.height ?? 0) * 1.25))
  await expect(shown).toBeInViewport({ ratio: 1 })
  await info.attach('quick zoomed', { body: await quick.screenshot(), contentType: 'image/png' })
  await desktop.zoom(1)
  await expect.poll(desktop.bounds).toEqual(before)

  // It speaks what is chosen, as every page names it.
  await request(window, 'settings.change', { general: { language: 'zh' } })
  await expect(quick.getByRole('button', { name: '提问' })).toBeVisible()
  await expect(quick.locator('html')).toHaveAttribute('lang', 'zh-Hans')
  await request(window, 'settings.change', { general: { language: 'en' } })
  await expect(quick.locator('html')).toHaveAttribute('lang', 'en')

  // A click into the tray, which takes the focus, closes it.
  await desktop.leaveByTray()
  expect(await desktop.seen()).not.toContain(quickTitle)
  await expect
    .poll(async () => {
      await desktop.clickTray()
      return desktop.seen()
    })
    .toContain(quickTitle)

  // A plan is answered in place, and the window stays for it.
  const folder = `${dataFolder}-work`
  mkdirSync(folder)
  const file = join(realpathSync(folder), 'old.md')
  writeFileSync(file, 'Old.\n')
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
  }, realpathSync(folder))
  await request(window, 'folders.choose', undefined)
  ollama.answerNext({ calls: [{ name: 'delete_file', arguments: { path: file } }] })
  await field(quick).fill(`Delete ${file} for good`)
  await quick.keyboard.press('Enter')
  const plan = quick.getByRole('dialog')
  await expect(plan.getByRole('button', { name: 'Proceed' })).toBeDisabled()
  await expect.poll(async () => (await desktop.bounds())?.height).toBe(620)
  await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.focus())
  expect(await desktop.seen()).toContain(quickTitle)
  expect(await violations(quick)).toEqual([])
  ollama.answerNext({ text: 'It is gone.' })
  await plan.getByRole('checkbox', { name: /^I understand/ }).check()
  await plan.getByRole('button', { name: 'Proceed' }).click()
  await expect(shown.getByRole('article', { name: 'Run' })).toBeVisible()
  await expect(shown).toContainText('It is gone.')
  expect(existsSync(file)).toBe(false)

  // Carried over to the main window.
  await desktop.press()
  await field(quick).focus()
  await quick.keyboard.press('Control+Enter')
  await expect(chatPage(window).answers.last()).toContainText('It is gone.')
  await expect.poll(desktop.seen).not.toContain(quickTitle)

  // On the display with the pointer; when that goes, on the one that is left.
  const first = { x: 0, y: 0, width: 1280, height: 800 }
  await desktop.setDisplays([first, { x: 1280, y: 0, width: 1920, height: 1080 }])
  const second = startBare({ dataFolder, ollamaHost: ollama.host, args: ['--quick-prompt'] })
  expect(await second.exited).toBe(0)
  await expect.poll(async () => (await desktop.bounds())?.x).toBe(1_900)
  await desktop.setDisplays([first])
  await expect.poll(async () => (await desktop.bounds())?.x).toBe(300)

  // Its page dies: a working one comes, with what was typed.
  await field(quick).fill('Half a thought')
  await quick.keyboard.press('Escape')
  await expect.poll(desktop.seen).not.toContain(quickTitle)
  await desktop.crashQuickPrompt()
  await expect.poll(desktop.typed).toBe('Half a thought')

  // The window closes, Hearth stays in the tray, says so once, and comes back from there as it was.
  const chat = chatPage(window)
  await chat.message.fill('Half a reply')
  const loadedAt = await window.evaluate(() => performance.timeOrigin)
  await desktop.close()
  await expect.poll(desktop.told).toContain('Hearth goes on in the tray')
  expect(await desktop.seen()).toEqual([])
  await desktop.choose('What do these numbers say?')
  await expect.poll(desktop.seen).toHaveLength(1)
  await expect(chat.answers.last()).toContainText('It is gone.')
  await expect(chat.message).toHaveValue('Half a reply')
  expect(await window.evaluate(() => performance.timeOrigin)).toBe(loadedAt)

  // What was typed into a chat that has not begun outlives the page too, and a temporary chat not even its window.
  await chat.newChat.click()
  await chat.message.fill('Between us')
  await desktop.close()
  await expect.poll(() => request(window, 'conversations.newDraft', undefined)).toBe('Between us')
  await desktop.choose('New chat')
  await expect(chat.message).toHaveValue('Between us')
  await window.getByRole('button', { name: 'Temporary chat' }).click()
  ollama.answerNext({ text: 'I tell nobody.' })
  await chat.message.press('Enter')
  await expect(chat.answers).toContainText('I tell nobody.')
  await chat.settled()
  const secret = String(await window.evaluate(() => sessionStorage.getItem('hearth.open')))
  expect(await desktop.has(secret)).toBe(true)
  await desktop.close()
  await expect.poll(() => desktop.has(secret)).toBe(false)
  await expect(chat.answers).toHaveCount(0)
  await expect(chat.message).toHaveValue('')

  // A page that dies unseen is there again, unseen.
  const loaded = electron.evaluate(({ BrowserWindow }, quickWindow) => {
    const windows = BrowserWindow.getAllWindows()
    const contents = windows.find((one) => one.getTitle() !== quickWindow)?.webContents
    const again = new Promise<boolean>((resolve) => contents?.once('did-finish-load', () => resolve(true)))
    contents?.forcefullyCrashRenderer()
    return again
  }, quickTitle)
  expect(await loaded).toBe(true)
  expect(await desktop.seen()).toEqual([])

  const gone = new Promise((resolve) => electron.process().once('exit', resolve))
  await desktop.choose('Quit').catch(() => undefined)
  await gone
  const store = await openDatabase({ dataFolder, log })
  const page = await listConversations(store.db, { limit: 5 })
  await store.close()
  expect(JSON.stringify(page)).toContain('What do these numbers say?')
})
