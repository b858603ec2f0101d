/**
 * 20,000 tokens at 1,000 tokens a second into the real window. Bounds: no task over 50 ms, 95 % of frames within 20 ms,
 * and the last 2,000 tokens cost no more than 1.3 times what the first 2,000 did.
 */
import { launchApp } from '../tests/support/app.ts'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { startScriptedOllama } from '../tests/support/scripted-ollama/start.ts'
import { percentile, report, rounded } from './support/figures.ts'
import { markdownTokens } from './support/markdown-tokens.ts'

const tokens = Number(process.argv[2] ?? 20_000)
const rate = 1_000
const sample = 2_000

await using folder = await makeDataFolder()
await using ollama = await startScriptedOllama()
ollama.answer({ tokens: markdownTokens(tokens), tokensPerSecond: rate })
const { window, close } = await launchApp({ dataFolder: folder.path, ollamaHost: ollama.host })
const devtools = await window.context().newCDPSession(window)
await devtools.send('Performance.enable')

await window.getByRole('textbox', { name: 'Message' }).fill('Write something long')
await window.evaluate(watchFrames)
await window.keyboard.press('Enter')
await window.getByRole('button', { name: 'Stop' }).waitFor()
const seconds = sample / rate
const first = await busySeconds(seconds)
await window.waitForTimeout(((tokens - 2 * sample) / rate) * 1_000)
const last = await busySeconds(seconds)
await window.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached', timeout: 120_000 })
const { frames, tasks } = await window.evaluate(framesSoFar)
await close()

report('stream', {
  tokens,
  tokensPerSecond: rate,
  frames: frames.length,
  frameP50Ms: rounded(percentile(frames, 0.5)),
  frameP95Ms: rounded(percentile(frames, 0.95)),
  framesWithin20Ms: rounded(frames.filter((frame) => frame <= 20).length / frames.length, 4),
  longTasks: tasks.length,
  longestTaskMs: rounded(Math.max(0, ...tasks)),
  firstBusyMs: rounded(first * 1_000),
  lastBusyMs: rounded(last * 1_000),
  lastToFirst: rounded(last / first),
})

/** How long the page's main thread was at work during the next so many seconds. */
async function busySeconds(span: number): Promise<number> {
  const before = await taskDuration()
  await window.waitForTimeout(span * 1_000)
  return (await taskDuration()) - before
}

async function taskDuration(): Promise<number> {
  const { metrics } = await devtools.send('Performance.getMetrics')
  return metrics.find(({ name }) => name === 'TaskDuration')?.value ?? 0
}

interface Watched {
  frames: number[]
  /** Tasks over 50 ms, as the browser reports them. */
  tasks: number[]
}

/** Runs in the page. */
function watchFrames(): void {
  const watched: Watched = { frames: [], tasks: [] }
  Object.assign(globalThis, { watched })
  new PerformanceObserver((list) => {
    watched.tasks.push(...list.getEntries().map(({ duration }) => duration))
  }).observe({ type: 'longtask' })
  let before = performance.now()
  const next = (now: number): void => {
    watched.frames.push(now - before)
    before = now
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

/** Runs in the page. */
function framesSoFar(): Watched {
  return (globalThis as unknown as { watched: Watched }).watched
}
