import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countPlaywright, countSuite, countVitest, formatCounts, sumCounts } from './test-counts.ts'

let folder: string
let report: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'hearth-counts-'))
  report = join(folder, 'report.json')
})
afterAll(() => rmSync(folder, { recursive: true }))

const vitest = { numPassedTests: 5, numFailedTests: 1, numPendingTests: 2, testResults: [] }
const playwright = { stats: { expected: 3, unexpected: 1, flaky: 0, skipped: 2 }, errors: [] }

test('a file that could not be loaded counts as a failure', () => {
  const testResults = [
    { status: 'failed', assertionResults: [] },
    { status: 'passed', assertionResults: [{}] },
  ]
  expect(countVitest({ ...vitest, testResults })).toEqual({ passed: 5, failed: 2, skipped: 2 })
  expect(countPlaywright({ ...playwright, errors: [{}] })).toEqual({ passed: 3, failed: 2, skipped: 2 })
})

test('a suite that ran no test has failed', () => {
  writeFileSync(report, JSON.stringify({ ...vitest, numPassedTests: 0, numFailedTests: 0 }))
  expect(countSuite(report, countVitest, 0)).toMatchObject({ passed: 0, failed: 1 })
})

test('a suite without a report, or one that failed without saying at what, has failed', () => {
  expect(countSuite(join(folder, 'none.json'), countVitest, 0)).toMatchObject({ failed: 1 })
  writeFileSync(report, JSON.stringify({ ...vitest, numFailedTests: 0 }))
  expect(countSuite(report, countVitest, 1)).toMatchObject({ passed: 5, failed: 1 })
  expect(countSuite(report, countVitest, 0)).toMatchObject({ passed: 5, failed: 0 })
})

test('the last line names what passed and failed, and what was skipped', () => {
  const sum = sumCounts([
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 2, failed: 1, skipped: 0 },
  ])
  expect(formatCounts(sum)).toBe('3 passed, 1 failed')
  expect(formatCounts({ ...sum, skipped: 4 })).toBe('3 passed, 1 failed, 4 skipped')
})
