import { defineConfig } from '@playwright/test'

/** The window's specs, on Electron's binary where it is installed and on the stand-in otherwise. */
export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results/e2e',
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  // No test fails because a machine is slow.
  timeout: 180_000,
  expect: { timeout: 20_000 },
  workers: 2,
  fullyParallel: true,
  // A test that only passes the second time has found something.
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
})
