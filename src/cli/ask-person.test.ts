import { expect, test } from 'vitest'
import { findPerson } from './ask-person.ts'
import { testSession } from './test-session.ts'

/** A session with a person at both ends. */
function seated() {
  const session = testSession('/nowhere')
  Object.assign(session.stdin, { isTTY: true })
  return { ...session, output: { ...session.output, notesToTerminal: true } }
}

async function untilAsked(session: { stderr(): string }): Promise<void> {
  while (!session.stderr().includes('Do it?')) await new Promise((resolve) => setTimeout(resolve, 5))
}

test('what was typed before the question is no answer', async () => {
  const session = seated()
  session.stdin.write('yes\n')
  const answer = findPerson(session)!('Do it? ', session.ending.signal)
  await untilAsked(session)
  session.stdin.write('no\n')
  expect(await answer).toBe('no')
})

test('Ctrl-D and a signal are no answer', async () => {
  const leaving = seated()
  const left = findPerson(leaving)!('Do it? ', leaving.ending.signal)
  await untilAsked(leaving)
  leaving.stdin.end()
  expect(await left).toBeNull()
  const ending = seated()
  const ended = findPerson(ending)!('Do it? ', ending.ending.signal)
  await untilAsked(ending)
  ending.ending.end(143)
  expect(await ended).toBeNull()
})

test('there is nobody where one end is no terminal', () => {
  expect(findPerson(testSession('/nowhere'))).toBeNull()
})
