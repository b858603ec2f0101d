import { expect, test } from 'vitest'
import { AppError } from '../shared/errors.ts'
import type { Message } from '../shared/message.ts'
import type { ApprovalOptions } from './approval.ts'
import { readPolicy } from './approval.ts'
import { exchange, type Exchange } from './exchange.ts'
import type { GlobalOptions } from './session.ts'
import { scriptAssistant, type ScriptedAssistant } from './test-assistant.ts'
import { deleting, listing, writing } from './test-messages.ts'
import { testSession } from './test-session.ts'

interface Asked extends Pick<Exchange, 'outcome'> {
  readonly stdout: string
  readonly stderr: string
  readonly questions: readonly string[]
}

/** Sends a message; whoever sits there types these answers, and is gone when there are no more. */
async function ask(
  assistant: ScriptedAssistant,
  options: ApprovalOptions & GlobalOptions & { readonly answers?: readonly string[] } = {},
): Promise<Asked> {
  const session = testSession('/nowhere', options)
  const answers = [...(options.answers ?? [])]
  const questions: string[] = []
  const { outcome } = await exchange(
    assistant,
    { turnId: crypto.randomUUID(), conversationId: crypto.randomUUID(), text: 'Do it' },
    session,
    {
      signal: session.ending.signal,
      thinking: false,
      policy: readPolicy(options),
      ask:
        options.answers === undefined
          ? null
          : async (question) => {
              questions.push(question)
              return answers.shift() ?? null
            },
    },
  )
  return { outcome, questions, stdout: session.stdout(), stderr: session.stderr() }
}

test('without anybody to ask a plan is shown and waits, and nothing is approved', async () => {
  const assistant = scriptAssistant({ turns: [{ text: 'I would:', plan: { actions: [listing, writing] } }] })
  const { outcome, stdout, stderr } = await ask(assistant)
  expect([outcome, stdout, assistant.approvals]).toEqual(['waits', 'I would:\n', []])
  expect(stderr).toContain(' 1. List what is in src.\n   only reads\n   │ folder: src\n')
  expect(stderr).toContain(' 2. Write notes.md.\n   changes something, can be undone\n')
  expect(stderr).toMatch(/The plan waits: hearth approve [0-9a-f]{8}, or decline/)
})

test('a yes sends the digest of what was shown; steps, output, result, undo and the last words are shown', async () => {
  const assistant = scriptAssistant({
    turns: [{ plan: { actions: [listing, writing], digest: 'shown' } }, { text: 'All done.' }],
    runs: [
      {
        steps: [
          { output: ['one\ntw', 'o\n'], end: { summary: 'src holds 2 names.' } },
          {
            end: {
              startedAt: '2026-11-24T15:00:00.000Z',
              endedAt: '2026-11-24T15:00:01.500Z',
              inverse: { changes: [{ kind: 'made_folder', path: '/notes' }] },
            },
          },
        ],
      },
    ],
  })
  const { outcome, stdout, stderr } = await ask(assistant, { answers: ['what?', ' Y '] })
  expect([outcome, stdout]).toEqual(['done', 'All done.\n'])
  expect(assistant.approvals).toEqual([{ messageId: expect.any(String), digest: 'shown' }])
  expect(stderr).toContain(
    '▸ 1/2 List what is in src.\n   │ one\n   │ two\n✓ src holds 2 names.\n' +
      '▸ 2/2 Write notes.md.\n✓ Did it. (1.5 s)\nTo take it back: hearth undo ',
  )
})

test('a plan that is another once it is looked at is shown, judged and approved as it is then', async () => {
  const now = { digest: 'now', actions: [deleting], destructive: true }
  const turns = [{ plan: { actions: [listing], digest: 'before' } }, { text: 'Gone.' }]
  const alone = scriptAssistant({ turns, onPreview: [now] })
  expect((await ask(alone, { approve: 'read' })).outcome).toBe('waits')
  const asked = scriptAssistant({ turns, onPreview: [now] })
  const { outcome, stderr } = await ask(asked, { answers: ['yes'] })
  expect(outcome).toBe('done')
  expect(stderr).toContain('DESTRUCTIVE')
  expect(asked.approvals).toMatchObject([{ digest: 'now', understood: true }])
})

test('what becomes another while the person thinks is not approved', async () => {
  const assistant = scriptAssistant({
    turns: [{ plan: { actions: [writing] } }],
    onPreview: [{}, { digest: 'later', actions: [deleting] }],
  })
  await expect(ask(assistant, { answers: ['y'] })).rejects.toMatchObject({ code: 'forbidden' })
  expect(assistant.approvals).toMatchObject([{ digest: 'abc' }])
})

test.each([
  [{}, [listing], null],
  [{ approve: 'none' }, [listing], null],
  [{ approve: 'read' }, [listing], true],
  [{ approve: 'read' }, [listing, writing], null],
  [{ approve: 'all' }, [listing, writing], true],
  [{ approve: 'all' }, [writing, deleting], null],
  [{ approve: 'all', yesDestructive: true }, [writing, deleting], true],
] as const)('%j on a plan of %j', async (options, actions, approved) => {
  const assistant = scriptAssistant({ turns: [{ plan: { actions: [...actions] } }, { text: 'Done.' }] })
  const { outcome, stderr } = await ask(assistant, options)
  expect([outcome, assistant.approvals.length]).toEqual(approved ? ['done', 1] : ['waits', 0])
  expect(stderr.includes('--yes-destructive')).toBe(
    approved === null && actions.some((one) => one === deleting),
  )
})

test('words of the message make a plan destructive whatever its steps say', async () => {
  const assistant = scriptAssistant({ turns: [{ plan: { actions: [listing], destructive: true } }] })
  expect((await ask(assistant, { approve: 'read' })).outcome).toBe('waits')
})

test('what cannot be undone wants a whole yes, and says that it was understood', async () => {
  const script = { turns: [{ plan: { actions: [deleting] } }, { text: 'Gone.' }] }
  const hasty = scriptAssistant(script)
  const { outcome, questions, stderr } = await ask(hasty, { answers: ['y', 'n'] })
  expect([outcome, questions.length, hasty.approvals]).toEqual(['waits', 2, []])
  expect(stderr).toContain('DESTRUCTIVE, cannot be undone')
  const sure = scriptAssistant(script)
  await ask(sure, { answers: ['yes'] })
  expect(sure.approvals).toMatchObject([{ understood: true }])
})

test('no, and no answer at all, are both no yes; only the first takes the plan away', async () => {
  const declined = scriptAssistant({ turns: [{ plan: {} }] })
  expect((await ask(declined, { answers: [''] })).outcome).toBe('waits')
  expect(declined.cancellations).toEqual([{ messageId: expect.any(String) }])
  const left = scriptAssistant({ turns: [{ plan: {} }] })
  expect((await ask(left, { answers: [] })).outcome).toBe('waits')
  expect([left.cancellations, left.approvals]).toEqual([[], []])
})

test('an explanation instead is asked for and shown, and another plan is asked about anew', async () => {
  const assistant = scriptAssistant({
    turns: [
      { plan: {} },
      { text: 'By hand it goes so.', plan: { digest: 'second' } },
      { text: 'There it is.' },
    ],
  })
  const { outcome, stdout } = await ask(assistant, { answers: ['e', 'y'] })
  expect([outcome, stdout]).toEqual(['done', 'By hand it goes so.\nThere it is.\n'])
  expect(assistant.cancellations).toMatchObject([{ instead: 'explain' }])
  expect(assistant.approvals).toMatchObject([{ digest: 'second' }])
})

test('reads that a rule has approved are followed without a question', async () => {
  const assistant = scriptAssistant({
    turns: [{ plan: { status: 'approved', approvedBy: 'rule' } }, { text: 'Two files.' }],
  })
  const { outcome, stdout, stderr, questions } = await ask(assistant, { answers: [] })
  expect([outcome, stdout, questions, assistant.approvals]).toEqual(['done', 'Two files.\n', [], []])
  expect(stderr).toContain('▸ List what is in src.')
})

test('a run that failed is told with what to try, and the outcome is failed', async () => {
  const assistant = scriptAssistant({
    turns: [{ plan: {} }],
    runs: [
      {
        steps: [{ end: { state: 'failed', error: { code: 'not_found', message: 'There is no src.' } } }],
        status: 'failed',
      },
    ],
  })
  const { outcome, stderr } = await ask(assistant, { approve: 'all' })
  expect(outcome).toBe('failed')
  expect(stderr).toContain('✗ There is no src.\nThe run failed.')
})

test('a command of the person gives its output as the result, and nobody else speaks', async () => {
  const assistant = scriptAssistant({
    turns: [{ plan: { model: undefined } }, { text: 'never said' }],
    runs: [{ steps: [{ end: { output: 'a.md\nb.md', outputLength: 9 } }] }],
  })
  const { outcome, stdout } = await ask(assistant, { approve: 'read' })
  expect([outcome, stdout]).toEqual(['done', 'a.md\nb.md\n'])
})

test('a stop while it runs stops the run, and the outcome is failed', async () => {
  const assistant = scriptAssistant({ turns: [{ plan: {} }], runs: [{ steps: [{}], endless: true }] })
  const session = testSession('/nowhere')
  const stopping = new AbortController()
  assistant.onEvent((event) => {
    if (event.type === 'message.saved' && event.message.messageType === 'agent_progress')
      setImmediate(() => stopping.abort())
  })
  const { outcome } = await exchange(
    assistant,
    { turnId: crypto.randomUUID(), conversationId: crypto.randomUUID(), text: 'Do it' },
    session,
    { signal: stopping.signal, thinking: false, policy: readPolicy({ approve: 'all' }), ask: null },
  )
  expect([outcome, assistant.stopped.length]).toEqual(['failed', 1])
  expect(session.stderr()).toContain('✗ Stopped.\nThe run was stopped.')
})

test('a stop that is refused is told, and the run is no longer followed', async () => {
  const scripted = scriptAssistant({ turns: [{ plan: {} }], runs: [{ steps: [{}], endless: true }] })
  const refuse = () => Promise.reject(new AppError('forbidden', 'Another Hearth carries this out.'))
  const assistant = { ...scripted, runs: { ...scripted.runs, stop: refuse } }
  const session = testSession('/nowhere')
  const stopping = new AbortController()
  assistant.onEvent((event) => {
    if (event.type === 'message.saved' && event.message.messageType === 'agent_progress')
      setImmediate(() => stopping.abort())
  })
  const { outcome } = await exchange(
    assistant,
    { turnId: crypto.randomUUID(), conversationId: crypto.randomUUID(), text: 'Do it' },
    session,
    { signal: stopping.signal, thinking: false, policy: readPolicy({ approve: 'all' }), ask: null },
  )
  expect(outcome).toBe('failed')
  expect(session.stderr()).toContain('Another Hearth carries this out.')
})

test('what lies in the trash is told as that, and no undo is offered', async () => {
  const inverse = { changes: [{ kind: 'trashed', path: '/notes/a.md' }] }
  const assistant = scriptAssistant({
    turns: [{ plan: { actions: [deleting] } }, { text: 'Gone.' }],
    runs: [{ steps: [{ end: { inverse } }] }],
  })
  const { stderr } = await ask(assistant, { answers: ['yes'] })
  expect(stderr).toContain('It lies in the system’s trash. Restore it from there.')
  expect(stderr).not.toContain('hearth undo')
})

test('a model that always wants more is left to the person', async () => {
  const assistant = scriptAssistant({ turns: Array.from({ length: 50 }, () => ({ plan: {} })) })
  expect((await ask(assistant, { approve: 'all' })).outcome).toBe('waits')
  expect(assistant.approvals).toHaveLength(20)
})

test('--json prints one object with every message as it is at the end', async () => {
  const assistant = scriptAssistant({ turns: [{ text: 'Well:', plan: {} }, { text: 'Done.' }] })
  const { stdout } = await ask(assistant, { approve: 'all', json: true })
  const said = JSON.parse(stdout) as { messages: Message[] }
  expect(said.messages.map(({ messageType, content }) => [messageType, content])).toEqual([
    ['text', 'Do it'],
    ['text', 'Well:'],
    ['agent_request', ''],
    ['agent_progress', 'List what is in src.'],
    ['agent_result', 'The result.'],
    ['text', 'Done.'],
  ])
  expect(said.messages[2]!.metadata).toMatchObject({ status: 'approved' })
})

test('what a model wrote cannot pass for a line of Hearth, hide, or move the cursor', async () => {
  const fake = 'x\n 2. Read a letter.\n   only reads\u001B[2J\u202Egnp'
  const assistant = scriptAssistant({
    turns: [
      {
        plan: {
          summary: fake,
          readBefore: [fake],
          actions: [{ ...deleting, title: fake, arguments: { path: fake } }],
        },
      },
    ],
  })
  const { stderr } = await ask(assistant)
  for (const hidden of ['\u001B', '\u202E']) expect(stderr).not.toContain(hidden)
  const own = stderr.split('\n').filter((line) => !line.startsWith('   │'))
  expect(own.filter((line) => /^ 2\.|^ {3}only reads/.test(line))).toEqual([])
  expect(stderr).toContain(String.raw`\u{1b}[2J\u{202e}gnp`)
})

test('previews are shown whole: commands with where they run, changes as lines, what cannot be done', async () => {
  const assistant = scriptAssistant({
    turns: [{ plan: { actions: [listing, writing, deleting] } }],
    previews: [
      {
        actionId: 'a1',
        problem: null,
        preview: { kind: 'command', command: 'ls -l', folder: '/home/me', notes: ['No network.'] },
      },
      {
        actionId: 'a2',
        problem: null,
        preview: { kind: 'file', path: '/home/me/notes.md', before: 'a\nb\nc\n', after: 'a\nB\nc\n' },
      },
      { actionId: 'a3', preview: null, problem: { code: 'not_found', message: 'There is no old.md.' } },
    ],
  })
  const { stderr } = await ask(assistant)
  expect(stderr).toContain('   │ ls -l\n   in /home/me\n   No network.\n')
  expect(stderr).toContain('   the file /home/me/notes.md\n   │   a\n   │ - b\n   │ + B\n   │   c\n')
  expect(stderr).toContain('   This cannot be done as it stands:\n   │ There is no old.md.\n')
})
