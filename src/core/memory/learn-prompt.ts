import { z } from 'zod'
import { contextTypes } from '../../shared/context.ts'
import type { ChatMessage } from '../ollama/model-server.ts'
import { parsedJson } from '../parsed-json.ts'
import { withoutThinking } from '../without-thinking.ts'

/** What a model says that there is to learn. Nothing of it is believed: see learn-check.ts. */
export interface Learnable {
  readonly type: (typeof contextTypes)[number]
  readonly key: string
  readonly value: string | number | boolean
  /** From 0 to 1. */
  readonly confidence: number
  /** What it quotes. */
  readonly words: string
}

const asked = z.strictObject({
  facts: z
    .array(
      z.strictObject({
        type: z.enum(contextTypes),
        key: z.string(),
        value: z.string(),
        confidence: z.number(),
        words: z.string(),
      }),
    )
    .max(5),
})

/** The JSON schema that the model has to follow. */
export const learnFormat: object = z.toJSONSchema(asked)

const task = `Read what a person wrote. Write down facts about them or their work that will still be true next month, as JSON.
type: technology (tools they use), project (what they work on), preference (what they like, how to answer them), domain (anything else about them).
key: one to four English words, such as uses_kubernetes, name, home_city. value: short, in the person's words, or "true". words: exact quote of what they wrote. confidence: 0 to 1.
No facts from questions, wishes, tasks, or about other things: then {"facts":[]}.`

const examples: readonly (readonly [string, object[]])[] = [
  [
    'We run everything on k8s. My editor is Helix.',
    [
      {
        type: 'technology',
        key: 'uses_kubernetes',
        value: 'true',
        confidence: 0.95,
        words: 'We run everything on k8s',
      },
      { type: 'preference', key: 'editor', value: 'Helix', confidence: 0.95, words: 'My editor is Helix' },
    ],
  ],
  [
    'Ich wohne in Graz und esse kein Fleisch.',
    [
      { type: 'domain', key: 'home_city', value: 'Graz', confidence: 0.95, words: 'Ich wohne in Graz' },
      { type: 'preference', key: 'diet', value: 'kein Fleisch', confidence: 0.9, words: 'esse kein Fleisch' },
    ],
  ],
  ['I am happy that it works now.', []],
]

/** Only the person's own sentences: a small model learns of whatever it is shown. */
export function learnPrompt(sentences: readonly string[]): ChatMessage[] {
  return [
    { role: 'system', content: task },
    ...examples.flatMap(([said, facts]): ChatMessage[] => [
      { role: 'user', content: said },
      { role: 'assistant', content: JSON.stringify({ facts }) },
    ]),
    { role: 'user', content: sentences.join('\n') },
  ]
}

/** Small models write numbers as text, and levels as words. */
const confidences = new Map([
  ['high', 0.9],
  ['medium', 0.5],
  ['low', 0.2],
])
const confidence = z
  .union([z.number(), z.string()])
  .transform((given) =>
    typeof given === 'number'
      ? given
      : (confidences.get(given.trim().toLowerCase()) ?? Number.parseFloat(given)),
  )
  .transform((given) => (given > 1 && given <= 100 ? given / 100 : given))
  .pipe(z.number().min(0).max(1))

const learnable = z.object({
  type: z
    .string()
    .transform((type) => type.trim().toLowerCase())
    .pipe(z.enum(contextTypes)),
  key: z.string().min(1).max(200),
  value: z
    .union([z.string().trim().min(1).max(300), z.number(), z.boolean()])
    .transform((value) => (typeof value === 'string' ? (truths.get(value.toLowerCase()) ?? value) : value)),
  confidence,
  words: z.string().min(1).max(1_000),
})
const truths = new Map([
  ['true', true],
  ['yes', true],
  ['false', false],
  ['no', false],
])

/**
 * The facts in what a model wrote, with a null for each that is none; null where there is no JSON at all. Small models put
 * it into a fence, think aloud before it, leave commas behind, or leave the outer object out.
 */
export function readLearnable(said: string): readonly (Learnable | null)[] | null {
  const found = listIn(jsonIn(said))
  return (
    found?.map((one) => {
      const fact = learnable.safeParse(one)
      return fact.success ? fact.data : null
    }) ?? null
  )
}

function jsonIn(said: string): unknown {
  const text = withoutThinking(said).trim()
  const begin = text.search(/[[{]/u)
  const end = Math.max(text.lastIndexOf('}'), text.lastIndexOf(']'))
  const inner = begin === -1 ? '' : text.slice(begin, end + 1)
  return parsedJson(inner) ?? parsedJson(inner.replaceAll(/,\s*(?=[}\]])/gu, ''))
}

function listIn(json: unknown): readonly unknown[] | null {
  if (Array.isArray(json)) return json
  if (typeof json !== 'object' || json === null) return null
  if ('facts' in json) return Array.isArray(json.facts) ? json.facts : null
  return 'key' in json ? [json] : null
}
