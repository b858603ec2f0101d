import { expect, test } from 'vitest'
import { giveHeadStart } from './head-start.ts'

test('the head start is over when the page itself has gone out, not before', async () => {
  const start = giveHeadStart()
  let over = false
  const done = start.over.then(() => (over = true))
  start.served('app://hearth/assets/index.css')
  await new Promise(setImmediate)
  expect(over).toBe(false)
  start.served('app://hearth/index.html?language=de')
  await done
  expect(over).toBe(true)
})

test('a page that does not report itself holds nothing up', async () => {
  await expect(giveHeadStart().over).resolves.toBeUndefined()
})
