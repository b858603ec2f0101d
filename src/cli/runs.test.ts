import { expect, test } from 'vitest'
import type { Assistant } from '../core/assistant.ts'
import type { RunSummary, UndoReport } from '../shared/run.ts'
import { listRuns, undoRun } from './runs.ts'
import { scriptAssistant } from './test-assistant.ts'
import { at, listing, requestMessage, writing } from './test-messages.ts'
import { testSession } from './test-session.ts'

const runs: readonly RunSummary[] = ['aaaa1111', 'aaaa2222'].map((start) => ({
  id: `${start}-0000-4000-8000-000000000000`,
  conversationId: 'c',
  title: `Run\u202E of ${start}`,
  startedAt: at,
  status: 'succeeded',
  steps: 1,
  canUndo: start.endsWith('2'),
  inTrash: start.endsWith('1'),
}))

/** An assistant with these runs, and what it was asked for. */
function withRuns(report: UndoReport = { undone: ['Took back notes.md.'], left: [] }) {
  const asked: unknown[] = []
  const request = requestMessage('c', { actions: [listing, writing], status: 'approved', runId: runs[1]!.id })
  const assistant: Assistant = {
    ...scriptAssistant({ turns: [], waiting: [request] }),
    runs: {
      list: async (query: unknown) => {
        asked.push(query)
        return runs
      },
      undo: async (...args: unknown[]) => {
        asked.push(args)
        return report
      },
    } as unknown as Assistant['runs'],
  }
  return { assistant, asked }
}

test('runs are listed with what hides spelled out, and --json gives them as they are', async () => {
  const { assistant, asked } = withRuns()
  const session = testSession('/nowhere')
  expect(await listRuns(assistant, session, { limit: '2' })).toBe(0)
  expect(session.stdout()).toContain('  in the trash   Run')
  expect(session.stdout().split('\n')[1]).toBe(
    String.raw`${runs[1]!.id}  2026-11-24 15:00  succeeded  1 step  can be undone  Run\u{202e} of aaaa2222`,
  )
  const json = testSession('/nowhere', { json: true })
  await listRuns(assistant, json, {})
  expect(JSON.parse(json.stdout())).toEqual(runs)
  expect(asked).toEqual([{ limit: 2 }, { limit: 20 }])
})

test.each(['0', '-1', '1.5', 'many', '501'])('--limit %s is refused', async (limit) => {
  await expect(listRuns(withRuns().assistant, testSession('/nowhere'), { limit })).rejects.toThrow(
    '--limit is a number from 1 to 500',
  )
})

test('a run is taken back by the beginning of its id, whole or one step of it', async () => {
  const { assistant, asked } = withRuns()
  const session = testSession('/nowhere')
  expect(await undoRun(assistant, session, 'aaaa2', {})).toBe(0)
  expect([session.stdout(), session.stderr()]).toEqual(['Took back notes.md.\n', 'Taken back:\n'])
  await undoRun(assistant, testSession('/nowhere'), 'aaaa2', { step: '2' })
  await undoRun(assistant, testSession('/nowhere'), 'aaaa2', { step: 'a1' })
  expect(asked.filter(Array.isArray)).toEqual([
    [runs[1]!.id, undefined],
    [runs[1]!.id, 'a2'],
    [runs[1]!.id, 'a1'],
  ])
})

test('what was left is told with the reason, and the exit code is 1', async () => {
  const { assistant } = withRuns({ undone: [], left: [{ path: '/a\nb', reason: 'It has changed since.' }] })
  const session = testSession('/nowhere')
  expect(await undoRun(assistant, session, 'aaaa2', {})).toBe(1)
  expect(session.stderr()).toBe('Left as it is: /a b. It has changed since.\n')
})

test('a beginning that fits two runs, an unknown run and an unknown step are told', async () => {
  const { assistant } = withRuns()
  const session = testSession('/nowhere')
  await expect(undoRun(assistant, session, 'aaaa', {})).rejects.toThrow('begins the ids of 2 runs')
  await expect(undoRun(assistant, session, 'bbbb', {})).rejects.toMatchObject({ code: 'not_found' })
  await expect(undoRun(assistant, session, 'aaaa2', { step: '3' })).rejects.toThrow('it has 2')
})
