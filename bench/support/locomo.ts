import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/**
 * LoCoMo (Maharana and others, ACL 2024): very long conversations between two people, and questions with the messages
 * that answer them. CC BY-NC: it is measured on and is no part of this repository.
 */
export interface LocomoFile {
  readonly name: string
  /** One conversation each, in the order in which they were had. */
  readonly sessions: readonly (readonly LocomoMessage[])[]
  readonly questions: readonly LocomoQuestion[]
}

export interface LocomoMessage {
  /** Within its file. */
  readonly id: string
  readonly role: 'user' | 'assistant'
  /** As a chat between two people is usually kept: the name, then what was said; a photo by what is on it. */
  readonly content: string
  readonly at: Date
}

export interface LocomoQuestion {
  readonly text: string
  /** 1: from several messages, 2: of time, 3: needs knowledge of the world, 4: from one message. */
  readonly category: number
  /** Ids of messages of its file, at least one. */
  readonly evidence: readonly string[]
}

const turnSchema = z.object({
  speaker: z.string(),
  dia_id: z.string(),
  text: z.string(),
  blip_caption: z.string().optional(),
})
const fileSchema = z
  .object({
    speaker_a: z.string(),
    qa: z.array(
      z.object({
        question: z.string(),
        category: z.number().int(),
        evidence: z.array(z.string()).default([]),
      }),
    ),
  })
  .catchall(z.unknown())

/** The files of a folder. Questions without evidence, and those of category 5 (which have no answer), are left out. */
export async function readLocomo(folder: string): Promise<LocomoFile[]> {
  const names = globSync('*.json', { cwd: folder }).sort()
  if (names.length === 0) throw new Error(`There are no .json files in ${folder}.`)
  return Promise.all(names.map((name) => readOne(folder, name)))
}

async function readOne(folder: string, name: string): Promise<LocomoFile> {
  const file = fileSchema.parse(JSON.parse(await readFile(join(folder, name), 'utf8')))
  const sessions = Object.keys(file)
    .flatMap((key) => /^session_(\d+)$/.exec(key)?.[1] ?? [])
    .sort((one, other) => Number(one) - Number(other))
    .map((number) => {
      const began = timeOf(z.string().parse(file[`session_${number}_date_time`]))
      return z
        .array(turnSchema)
        .parse(file[`session_${number}`])
        .map((turn, index) => ({
          id: turn.dia_id,
          role: turn.speaker === file.speaker_a ? ('user' as const) : ('assistant' as const),
          content: `${turn.speaker}: ${turn.text}${turn.blip_caption ? ` [${turn.blip_caption}]` : ''}`,
          at: new Date(began + index * 1_000),
        }))
    })
  const known = new Set(sessions.flat().map(({ id }) => id))
  const questions = file.qa.flatMap(({ question, category, evidence }) => {
    // Some stand as `D8:6; D9:17` in one string, a few name no message.
    const there = [...new Set(evidence.flatMap((ids) => ids.split(/[;,\s]+/)))].filter((id) => known.has(id))
    return category === 5 || there.length === 0 ? [] : [{ text: question, category, evidence: there }]
  })
  return { name, sessions, questions }
}

/** `1:56 pm on 8 May, 2023`, in milliseconds since 1970. */
function timeOf(written: string): number {
  const [, hour, minute, half, day, month, year] =
    /^(\d+):(\d+) (am|pm) on (\d+) (\w+), (\d+)$/.exec(written) ?? []
  const time = new Date(`${day} ${month} ${year} ${hour}:${minute} ${half}`).getTime()
  if (Number.isNaN(time)) throw new Error(`This is no time of a session: ${written}`)
  return time
}
