/**
 * How often the classifier decides, how often it is right when it does, and how long it takes, on labelled messages:
 * `npm run bench -- intent --file F.jsonl`, lines of `{"text", "label": "chat" | "action"}`. Bounds on messages that
 * nobody here wrote: ≥ 88 % decided; of those ≥ 99.5 % of chat and ≥ 98.5 % of action right; p95 ≤ 1 ms.
 */
import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { classifyIntent } from '../src/core/intent.ts'
import { percentile, report, rounded } from './support/figures.ts'

const { values } = parseArgs({ options: { file: { type: 'string' }, wrong: { type: 'boolean' } } })
if (values.file === undefined) throw new Error('Which messages? Give --file F.jsonl.')
const lineSchema = z.object({ text: z.string(), label: z.enum(['chat', 'action']) })
const messages = (await readFile(values.file, 'utf8'))
  .split('\n')
  .filter((line) => line.trim() !== '')
  .map((line) => lineSchema.parse(JSON.parse(line)))

// The first round is the compiler's.
for (const { text } of messages) classifyIntent(text, [])
const told = messages.map(({ text, label }) => {
  const started = performance.now()
  const { intent, reasons } = classifyIntent(text, [])
  return { text, label, intent, reasons, elapsed: performance.now() - started }
})

if (values.wrong)
  for (const { text, label, intent, reasons } of told)
    if (intent !== label && intent !== 'unsure')
      console.log(`${intent}, not ${label}: ${text} (${reasons[0]})`)

const decided = told.filter(({ intent }) => intent !== 'unsure')
const times = told.map(({ elapsed }) => elapsed)
report('intent', {
  messages: messages.length,
  decided: rounded(decided.length / messages.length, 4),
  chatPrecision: precision('chat'),
  actionPrecision: precision('action'),
  p50Ms: rounded(percentile(times, 0.5), 4),
  p95Ms: rounded(percentile(times, 0.95), 4),
})

/** The share of right ones among what was told to be `intent`, 0 to 1. */
function precision(intent: 'chat' | 'action'): number {
  const those = told.filter((one) => one.intent === intent)
  return rounded(those.filter(({ label }) => label === intent).length / Math.max(1, those.length), 4)
}
