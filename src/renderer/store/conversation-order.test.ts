import { expect, test } from 'vitest'
import { withConversation, withoutConversation, withPage } from './conversation-order.ts'
import { conversation } from './scripted-bridge.ts'

const list = {
  conversations: [conversation('c', 30), conversation('b', 20), conversation('a', 10)],
  hasMore: false,
}
const ids = ({ conversations }: { conversations: readonly { id: string }[] }) =>
  conversations.map(({ id }) => id)

test('what was said last stands first', () => {
  expect(ids(withConversation(list, conversation('a', 40)))).toEqual(['a', 'c', 'b'])
  expect(ids(withConversation(list, conversation('d', 25)))).toEqual(['c', 'd', 'b', 'a'])
})

test('a new title changes no place', () => {
  const changed = withConversation(list, conversation('b', 20, { title: 'New' }))
  expect(changed.conversations.map(({ title }) => title)).toEqual(['Title of c', 'New', 'Title of a'])
})

test('what belongs behind the last loaded one waits for its page', () => {
  expect(ids(withConversation({ ...list, hasMore: true }, conversation('d', 5)))).toEqual(['c', 'b', 'a'])
  expect(ids(withConversation(list, conversation('d', 5)))).toEqual(['c', 'b', 'a', 'd'])
})

test('removing what is not there changes nothing', () => {
  expect(withoutConversation(list, 'x')).toBe(list)
})

test('a page does not undo what was heard while it was on its way', () => {
  const page = { conversations: [conversation('b', 20), conversation('a', 10)], hasMore: false }
  const heard = new Map([
    ['a', null],
    ['b', conversation('b', 50, { title: 'Newer' })],
    ['new', conversation('new', 55)],
  ])
  const { conversations } = withPage([conversation('c', 30)], page, heard)
  expect(conversations.map(({ title }) => title)).toEqual(['Title of new', 'Newer', 'Title of c'])
})
