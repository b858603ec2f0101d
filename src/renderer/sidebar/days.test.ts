import { expect, test } from 'vitest'
import { openWords } from '../../shared/words/language.ts'
import { conversation } from '../store/scripted-bridge.ts'
import { groupByDay } from './days.ts'

const now = new Date(2030, 2, 15, 0, 30)

function headings(...dates: Date[]): string[] {
  const conversations = dates.map((date, index) =>
    conversation(`c${index}`, 0, { updatedAt: date.toISOString() }),
  )
  return groupByDay(conversations, now, openWords('en').t).flatMap((line) =>
    line.kind === 'heading' ? [line.text] : [],
  )
}

test('days are those of the calendar, not of 24 hours', () => {
  expect(headings(new Date(2030, 2, 15, 0, 10), new Date(2030, 2, 14, 23, 50))).toEqual([
    'Today',
    'Yesterday',
  ])
})

test('then a week, then months, then months of other years', () => {
  expect(
    headings(
      new Date(2030, 2, 13, 12),
      new Date(2030, 2, 8, 12),
      new Date(2030, 2, 7, 12),
      new Date(2030, 1, 1),
      new Date(2029, 11, 24),
    ),
  ).toEqual(['Previous 7 days', 'March', 'February', 'December 2029'])
})

test('one heading for all of a day; a date in the future is today', () => {
  expect(headings(new Date(2030, 2, 16), new Date(2030, 2, 15, 0, 20), new Date(2030, 2, 15))).toEqual([
    'Today',
  ])
})
