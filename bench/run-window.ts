/**
 * A run in the real window: a command prints 10,000 lines, about a thousand a second, each with its time. Bounds: from
 * the printing of a line to its paint 50 ms at p95, and frames within 20 ms. Needs perl. Optional argument: how many lines.
 */
import { mkdtemp, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { launchApp } from '../tests/support/app.ts'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { startScriptedOllama } from '../tests/support/scripted-ollama/start.ts'
import { percentile, report, rounded } from './support/figures.ts'

const lines = Number(process.argv[2] ?? 10_000)
const speak = `use Time::HiRes qw(time sleep); $| = 1;
for (1..${lines}) { printf "line %d at %.0f\\n", $_, time * 1000; sleep 0.005 if $_ % 5 == 0 }`

await using data = await makeDataFolder()
await using ollama = await startScriptedOllama()
const folder = await realpath(await mkdtemp(join(tmpdir(), 'hearth-bench-run-')))
await writeFile(join(folder, 'speak.pl'), speak)
const { window, electron, close } = await launchApp({ dataFolder: data.path, ollamaHost: ollama.host })
await electron.evaluate(({ dialog }, path) => {
  dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] })
}, folder)
await window.evaluate("window.hearth.request('folders.choose', undefined)")

await window.getByRole('textbox', { name: 'Message' }).fill('/run perl speak.pl')
await window.keyboard.press('Enter')
const dialog = window.getByRole('dialog')
await dialog.waitFor()
await window.evaluate(watch)
const tick = dialog.getByRole('checkbox', { name: /^I understand/ })
if (await tick.isVisible()) await tick.check()
await dialog.getByRole('button', { name: 'Proceed' }).click()
await window.getByRole('button', { name: 'Stop' }).waitFor()
await window.getByRole('button', { name: 'Stop' }).waitFor({ state: 'detached', timeout: 120_000 })
const { frames, waits } = await window.evaluate(seen)
await close()
await rm(folder, { recursive: true, force: true })

report('run-window', {
  lines,
  linesSeen: waits.length,
  toPaintP50Ms: rounded(percentile(waits, 0.5)),
  toPaintP95Ms: rounded(percentile(waits, 0.95)),
  frames: frames.length,
  frameP50Ms: rounded(percentile(frames, 0.5)),
  frameP95Ms: rounded(percentile(frames, 0.95)),
  framesWithin20Ms: rounded(frames.filter((frame) => frame <= 20).length / frames.length, 4),
})

interface Watched {
  frames: number[]
  /** Milliseconds from the printing of each line that was seen to the end of the frame that has it. */
  waits: number[]
}

/** Runs in the page. */
function watch(): void {
  const watched: Watched = { frames: [], waits: [] }
  Object.assign(globalThis, { watched })
  let last = 0
  let before = performance.now()
  const { port1, port2 } = new MessageChannel()
  // The first task after a frame: it is painted.
  port1.start()
  port1.addEventListener('message', () => {
    const now = Date.now()
    const shown = document.querySelector('[aria-label="Run"] [aria-label="Output"]')?.textContent ?? ''
    for (const [, number, at] of shown.matchAll(/line (\d+) at (\d+)\n/g)) {
      if (Number(number) <= last) continue
      last = Number(number)
      watched.waits.push(now - Number(at))
    }
  })
  const next = (now: number): void => {
    watched.frames.push(now - before)
    before = now
    port2.postMessage(null)
    requestAnimationFrame(next)
  }
  requestAnimationFrame(next)
}

/** Runs in the page. */
function seen(): Watched {
  return (globalThis as unknown as { watched: Watched }).watched
}
