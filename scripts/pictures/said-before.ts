import { randomUUID } from 'node:crypto'
import { openDatabase } from '../../src/core/database/open.ts'
import { insertMessage } from '../../src/core/database/queries/messages.ts'
import { saveMessage } from '../../src/core/database/queries/turns.ts'
import { silentLog } from '../../src/core/log.ts'

/** What was talked about before the pictures are taken: days ago, title, question, answer. */
const earlier: readonly (readonly [daysAgo: number, title: string, question: string, answer: string])[] = [
  [27, 'A name for the boat', 'A short name for a green boat?', 'Fern.'],
  [6, 'What fills the disk', 'What fills the disk of the old laptop?', 'Mostly node_modules, 41 GB.'],
  [5, 'Birds at the winter feeder', 'Which birds come to a feeder in winter?', 'Tits first, then finches.'],
  [5, 'Regex for ISO dates', 'A regex for ISO dates?', 'Use a parser, and a regex only to find candidates.'],
  [
    4,
    'Night trains to Vienna',
    'Which night train goes to Vienna?',
    'One leaves at 22:51 and arrives at 7:05.',
  ],
  [
    1,
    'Sourdough that stays flat',
    'Why does my sourdough stay flat?',
    'It waited too long, or it was too warm.',
  ],
  [
    1,
    'Five suppers for two',
    'Five suppers for two, with beans?',
    'Chilli, minestrone, burritos, dal, salad.',
  ],
  [
    1,
    'Letter about the heating',
    'A letter to the landlord about the heating?',
    'Dear Ms Hale, the heating …',
  ],
  [
    0,
    'Practice plan for the guitar',
    'A practice plan for the guitar?',
    'Ten minutes of scales a day, then a song.',
  ],
]

/** Fills a new database with them. */
export async function fillWithEarlier(dataFolder: string): Promise<void> {
  const store = await openDatabase({ dataFolder, log: silentLog })
  try {
    for (const [daysAgo, title, question, answer] of earlier) {
      const now = new Date(Date.now() - daysAgo * 86_400_000)
      const message = { conversationId: randomUUID(), messageType: 'text', metadata: null, now } as const
      await saveMessage(store.db, {
        message: { ...message, id: randomUUID(), role: 'user', content: question },
        title,
        numCtx: 16_384,
        model: null,
      })
      await insertMessage(store.db, {
        ...message,
        id: randomUUID(),
        role: 'assistant',
        content: answer,
        metadata: { status: 'complete', model: 'qwen3:4b' },
      })
    }
  } finally {
    await store.close()
  }
}
