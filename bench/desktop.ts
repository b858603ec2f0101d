/**
 * The quick prompt and the tray, in the real app: from the shortcut's press to the caret in a painted field; what 1,000
 * calls leave behind; the main window, closed and asked for again, until its field is there, also where its page has to be
 * loaded anew (cold); a minute in the tray. Bounds: key to caret 100 ms at p95, second window 300 ms, idle 0.5 % of one
 * core, no growth. Optional arguments: how many calls are timed, how many are made to look for growth, how many seconds it
 * idles.
 */
import { rm } from 'node:fs/promises'
import type { Page } from '@playwright/test'
import { electronForTests, launchApp, showsPage } from '../tests/support/app.ts'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { startScriptedOllama } from '../tests/support/scripted-ollama/start.ts'
import { busWithTray } from '../tests/support/tray-bus.ts'
import { fillConversation } from './support/fill.ts'
import { percentile, report, rounded } from './support/figures.ts'

const [timed = 200, calls = 1_000, idleSeconds = 60] = process.argv.slice(2).map(Number)
const windowRounds = 9
const settleMs = 20_000
const { kind } = electronForTests()

await using folder = await makeDataFolder()
await using ollama = await startScriptedOllama()
await fillConversation(folder.path, 'Before', 200)
const bus = `${folder.path}-bus`
const app = await launchApp({ dataFolder: folder.path, ollamaHost: ollama.host, env: busWithTray(bus) })
const { electron } = app
const quick = await app.windowOf('quick.html')
// Made a moment after the window, it has to find its peace too.
await quick.waitForTimeout(2_000)

const times: number[] = []
for (let round = -10; round < timed; round += 1) {
  const elapsed = await call()
  if (round >= 0) times.push(elapsed)
}
// Once the snapshot of the day is made, which takes a few seconds of a core and some memory for good.
await quick.waitForTimeout(settleMs)
const beforeMb = await residentMb()
for (let round = 0; round < calls; round += 1) await call()
const afterMb = await residentMb()
const kept: number[] = []
for (let round = -1; round < windowRounds; round += 1) {
  const elapsed = await comeBack(app.window)
  if (round >= 0) kept.push(elapsed)
}
const cold: number[] = []
await mainWindow('destroy')
for (let round = -1; round < windowRounds; round += 1) {
  const elapsed = await openAnew()
  if (round >= 0) cold.push(elapsed)
}
await openAnew('close')
await quick.waitForTimeout(settleMs)
const share = await idleShare()
const idleMb = await residentMb()
await app.close()
await rm(bus, { recursive: true, force: true })

report('desktop', {
  electron: kind,
  timed,
  keyToCaretP50Ms: rounded(percentile(times, 0.5)),
  keyToCaretP95Ms: rounded(percentile(times, 0.95)),
  calls,
  residentBeforeMb: beforeMb,
  residentAfterMb: afterMb,
  growthMb: rounded(afterMb - beforeMb),
  secondWindowP50Ms: rounded(percentile(kept, 0.5)),
  secondWindowP95Ms: rounded(percentile(kept, 0.95)),
  coldWindowP50Ms: rounded(percentile(cold, 0.5)),
  coldWindowP95Ms: rounded(percentile(cold, 0.95)),
  idleSeconds,
  idleShareOfCorePercent: rounded(share * 100, 3),
  idleResidentMb: idleMb,
})

/** Calls the quick prompt and hides it again. Milliseconds from the press to the caret in a painted field. */
async function call(): Promise<number> {
  await quick.evaluate(armed)
  const pressed = await press()
  const painted = await quick.evaluate<number>('window.painted')
  await quick.evaluate("window.hearth.request('quick.hide')")
  return painted - pressed
}

/** Runs in the page: has it tell when it was called, has the caret and has painted. */
function armed(): void {
  const page = window as unknown as {
    hearth: { onEvent(listener: (event: { type: string }) => void): () => void }
    painted: Promise<number>
  }
  page.painted = new Promise((resolve) => {
    const stop = page.hearth.onEvent(({ type }) => {
      if (type !== 'quick.shown') return
      stop()
      const look = (): void => {
        if (document.activeElement instanceof HTMLTextAreaElement)
          requestAnimationFrame(() => resolve(performance.timeOrigin + performance.now()))
        else requestAnimationFrame(look)
      }
      requestAnimationFrame(look)
    })
  })
}

/**
 * Presses the shortcut, where a program can: on the stand-in. Elsewhere a second start asks for the same. The time of it,
 * in milliseconds since 1970.
 */
function press(): Promise<number> {
  return electron.evaluate((parts) => {
    const standIn = (globalThis as { electronOnChromium?: { shortcuts: Map<string, () => void> } })
      .electronOnChromium
    const pressed = performance.timeOrigin + performance.now()
    if (standIn) for (const onPress of standIn.shortcuts.values()) onPress()
    else parts.app.emit('second-instance', {}, [], '', { wanted: 'quickPrompt' })
    return pressed
  })
}

/**
 * Closes the main window as a person does and asks for it as a second start does. Milliseconds from there until it is shown
 * and has painted its field again.
 */
async function comeBack(window: Page): Promise<number> {
  await mainWindow('close')
  const asked = await electron.evaluate(async ({ app: running, BrowserWindow }) => {
    const away = BrowserWindow.getAllWindows().find((one) => one.webContents.getURL().includes('/index.html'))
    if (!away || away.isVisible()) throw new Error('The window was not put away.')
    const shown = new Promise<void>((resolve) => away.once('show', resolve))
    const now = performance.timeOrigin + performance.now()
    running.emit('second-instance', {}, [], '', { wanted: 'window' })
    await shown
    return now
  })
  await window.locator('textarea:enabled').waitFor()
  return (await nextPaint(window)) - asked
}

/** When the frame after the next one begins, in milliseconds since 1970: by then the next one is painted. */
function nextPaint(window: Page): Promise<number> {
  return window.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const end = (): void => resolve(performance.timeOrigin + performance.now())
        requestAnimationFrame(() => requestAnimationFrame(end))
      }),
  )
}

/** Opens the main window, of which there is none, and destroys it when its field is there. Milliseconds. */
async function openAnew(end: 'close' | 'destroy' = 'destroy'): Promise<number> {
  const opened = electron.waitForEvent('window')
  const asked = await electron.evaluate(({ app: running }) => {
    const now = performance.timeOrigin + performance.now()
    running.emit('second-instance', {}, [], '', { wanted: 'window' })
    return now
  })
  const window = await opened
  await window.waitForURL(({ href }) => showsPage(href, 'index.html'))
  const there = await whenThere(window)
  await mainWindow(end)
  return there - asked
}

function mainWindow(end: 'close' | 'destroy'): Promise<void> {
  return electron.evaluate(({ BrowserWindow }, how) => {
    const windows = BrowserWindow.getAllWindows()
    windows.find(({ webContents }) => webContents.getURL().includes('/index.html'))?.[how]()
  }, end)
}

/** When its first words were painted, among them the field's, in milliseconds since 1970: as the page itself recorded it. */
async function whenThere(window: Page): Promise<number> {
  const painted = await window.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName('first-contentful-paint')
          if (!entry) return
          observer.disconnect()
          resolve(performance.timeOrigin + entry.startTime)
        })
        observer.observe({ type: 'paint', buffered: true })
      }),
  )
  await window.locator('textarea:enabled').waitFor()
  return painted
}

/** How much of one core the main process takes while nobody does anything: 1 is all of it. */
async function idleShare(): Promise<number> {
  const read = () => electron.evaluate(() => ({ now: performance.now(), used: process.cpuUsage() }))
  const before = await read()
  await new Promise((resolve) => setTimeout(resolve, idleSeconds * 1_000))
  const { now, used } = await read()
  const usedMs = (used.user + used.system - before.used.user - before.used.system) / 1_000
  return usedMs / (now - before.now)
}

async function residentMb(): Promise<number> {
  const bytes = await electron.evaluate(() => process.memoryUsage.rss())
  return Math.round(bytes / 1024 / 1024)
}
