/**
 * Start-up: first paint of the real window against that of an empty one on the same host, in turns within one run; then
 * how long until the composer takes text (what is sent then waits for the database, if it has to), and until the
 * conversations are there, so the database answers. It has been used before. Bounds: first paint ≤ 1.5 × that of the
 * empty window, composer ≤ 600 ms after it.
 */
import { fileURLToPath } from 'node:url'
import { _electron, type ElectronApplication } from '@playwright/test'
import { electronForTests, launchApp } from '../tests/support/app.ts'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { startScriptedOllama } from '../tests/support/scripted-ollama/start.ts'
import { fillConversation } from './support/fill.ts'
import { percentile, report, rounded } from './support/figures.ts'

const rounds = 9
const emptyApp = fileURLToPath(new URL('./support/empty-app', import.meta.url))

await using folder = await makeDataFolder()
await using ollama = await startScriptedOllama()
await fillConversation(folder.path, 'Warm', 200)
const { kind, path } = electronForTests()

const empty: number[] = []
const ours: number[] = []
const composer: number[] = []
const conversations: number[] = []
for (let round = -1; round < rounds; round += 1) {
  const emptyMs = await startEmpty()
  const { paintMs, composerMs, conversationsMs } = await startHearth()
  if (round < 0) continue
  empty.push(emptyMs)
  ours.push(paintMs)
  composer.push(composerMs)
  conversations.push(conversationsMs)
}
const [ofEmpty, ofOurs] = [percentile(empty, 0.5), percentile(ours, 0.5)]
report('start', {
  electron: kind,
  rounds,
  emptyFirstPaintMs: rounded(ofEmpty),
  firstPaintMs: rounded(ofOurs),
  firstPaintRatio: rounded(ofOurs / ofEmpty),
  composerAfterPaintP50Ms: rounded(percentile(composer, 0.5)),
  composerAfterPaintP95Ms: rounded(percentile(composer, 0.95)),
  conversationsAfterPaintP50Ms: rounded(percentile(conversations, 0.5)),
  conversationsAfterPaintP95Ms: rounded(percentile(conversations, 0.95)),
})

async function startEmpty(): Promise<number> {
  const started = Date.now()
  const app = await _electron.launch({
    ...(kind === 'stand-in' && { executablePath: path }),
    args: [emptyApp],
  })
  const paint = await firstPaint(app)
  await app.close()
  return paint - started
}

async function startHearth(): Promise<{ paintMs: number; composerMs: number; conversationsMs: number }> {
  const started = Date.now()
  const app = await launchApp({ dataFolder: folder.path, ollamaHost: ollama.host })
  const [paint, composerAt, conversationsAt] = await Promise.all([
    firstPaint(app.electron),
    app.window.evaluate(whenThere, 'textarea:enabled'),
    app.window.evaluate(whenThere, '[data-conversation]'),
  ])
  await app.close()
  return {
    paintMs: paint - started,
    composerMs: composerAt - paint,
    conversationsMs: conversationsAt - paint,
  }
}

/** Runs in the page: the time at which something is there, looked for at every frame. */
function whenThere(selector: string): Promise<number> {
  return new Promise((resolve) => {
    const look = (): void => {
      if (document.querySelector(selector)) resolve(Date.now())
      else requestAnimationFrame(look)
    }
    look()
  })
}

/** The wall-clock time of the first paint, in milliseconds. */
async function firstPaint(app: ElectronApplication): Promise<number> {
  const window = await app.firstWindow()
  await window.waitForFunction(() => location.href !== 'about:blank')
  return window.evaluate(
    () =>
      new Promise<number>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          const [entry] = list.getEntriesByName('first-paint')
          if (!entry) return
          observer.disconnect()
          resolve(performance.timeOrigin + entry.startTime)
        })
        observer.observe({ type: 'paint', buffered: true })
      }),
  )
}
