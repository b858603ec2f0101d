/**
 * From the click on a conversation of 10,000 messages until its last message is painted, in the real window; opened
 * again and again, with a small conversation in between. Bound: ≤ 150 ms.
 */
import { launchApp } from '../tests/support/app.ts'
import { makeDataFolder } from '../tests/support/data-folder.ts'
import { startScriptedOllama } from '../tests/support/scripted-ollama/start.ts'
import { fillConversation } from './support/fill.ts'
import { percentile, report, rounded } from './support/figures.ts'

const messages = 10_000
const rounds = 20

await using folder = await makeDataFolder()
await using ollama = await startScriptedOllama()
await fillConversation(folder.path, 'Small', 4)
await fillConversation(folder.path, 'Large', messages)
const { window, close } = await launchApp({ dataFolder: folder.path, ollamaHost: ollama.host })

const times: number[] = []
for (let round = -3; round < rounds; round += 1) {
  await open('Small', 'Answer 4.')
  const elapsed = await open('Large', `Answer ${messages}.`)
  if (round >= 0) times.push(elapsed)
}
await close()
report('open', {
  messages,
  rounds,
  paintedP50Ms: rounded(percentile(times, 0.5)),
  paintedP95Ms: rounded(percentile(times, 0.95)),
})

/** Clicks and waits, within the page, for the frame after the one that shows the last message. Milliseconds. */
async function open(title: string, last: string): Promise<number> {
  const entry = window.getByRole('navigation', { name: 'Conversations' }).getByText(title, { exact: true })
  await entry.waitFor()
  return entry.evaluate(
    (element, text) =>
      new Promise<number>((resolve) => {
        const started = performance.now()
        const shown = (): boolean => {
          const log = document.querySelector('[role=log]')
          const frame = log?.getBoundingClientRect()
          return [...(log?.querySelectorAll('article') ?? [])].some((article) => {
            const { top, bottom } = article.getBoundingClientRect()
            return frame && bottom > frame.top && top < frame.bottom && article.textContent.includes(text)
          })
        }
        const look = (): void => {
          if (shown()) requestAnimationFrame(() => resolve(performance.now() - started))
          else requestAnimationFrame(look)
        }
        ;(element as HTMLElement).click()
        look()
      }),
    last,
  )
}
