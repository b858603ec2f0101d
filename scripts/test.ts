import { existsSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { buildIfStale } from './build.ts'
import { chromiumAdvice, ensureChromium } from './chromium.ts'
import { findMemoryDisk } from './memory-disk.ts'
import { ensurePostgres, postgresAdvice } from './postgres.ts'
import { root } from './root.ts'
import {
  countPlaywright,
  countSuite,
  countVitest,
  formatCounts,
  sumCounts,
  type Counts,
} from './test-counts.ts'
import { run, runTool } from './tool.ts'

/** `npm test`: every check and every test. Goes on after a failure; its last line sums up all of them. */

interface Stage {
  readonly name: string
  readonly run: () => Promise<Counts>
}

const results = join(root, 'test-results')
const chromium = await ensureChromium()
if (!chromium) console.error(`There is no Chromium to test the window with. ${chromiumAdvice}`)
const postgres = await ensurePostgres()
if (!postgres)
  console.error(`The tests on a Postgres server will be skipped: there is none. ${postgresAdvice}`)
using memory = findMemoryDisk()
const options = {
  within: memory?.within ?? [],
  env: { ...memory?.env, HEARTH_CHROMIUM: chromium ?? undefined, HEARTH_POSTGRES: postgres ?? undefined },
}

/** A check counts as one test. */
function check(name: string, isFine: () => Promise<boolean>): Stage {
  return {
    name,
    run: async () => ((await isFine()) ? passed : failed),
  }
}
const passed: Counts = { passed: 1, failed: 0, skipped: 0 }
const failed: Counts = { passed: 0, failed: 1, skipped: 0 }

const succeeds = async (...command: Parameters<typeof runTool>): Promise<boolean> =>
  (await runTool(...command)) === 0

const stages: readonly Stage[] = [
  check('types', async () => {
    // At the same time: each takes one processor.
    const parts = ['tsconfig.node.json', 'tsconfig.web.json']
    const fine = await Promise.all(parts.map((part) => succeeds(['typescript', 'tsc'], ['-p', part])))
    return fine.every(Boolean)
  }),
  check('lint', () => succeeds('oxlint', ['--type-aware', '--deny-warnings'])),
  check('format', () => succeeds('oxfmt', ['--check'])),
  check('dead code', () => succeeds('knip', [])),
  check('migrations', async () => (await run(process.execPath, ['scripts/check-migrations.ts'])) === 0),
  check('build', buildIfStale),
  { name: 'unit and integration', run: testUnits },
  { name: 'end to end', run: testWindow },
]

async function testUnits(): Promise<Counts> {
  const file = join(results, 'unit.json')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  return countSuite(file, countVitest, await runTool('vitest', args, options))
}

async function testWindow(): Promise<Counts> {
  if (!chromium) return failed
  const file = join(results, 'e2e.json')
  const code = await runTool(['@playwright/test', 'playwright'], ['test'], options)
  return countSuite(file, countPlaywright, code)
}

if (existsSync(results)) rmSync(results, { recursive: true })
const outcomes: { name: string; counts: Counts }[] = []
for (const { name, run: runStage } of stages) {
  console.log(`\n── ${name}`)
  outcomes.push({ name, counts: await runStage() })
}

console.log('\n── summary')
for (const { name, counts } of outcomes) {
  console.log(`${counts.failed === 0 ? 'ok    ' : 'FAILED'} ${name}: ${formatCounts(counts)}`)
}
const sum = sumCounts(outcomes.map((outcome) => outcome.counts))
console.log(formatCounts(sum))
process.exitCode = sum.failed === 0 ? 0 : 1
