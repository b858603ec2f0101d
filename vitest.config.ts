import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { shortLived } from './scripts/short-lived.ts'

/** The store and what stands on it: in the project `node` on the embedded database, in `server` on a Postgres server. */
const onBothEngines = [
  'src/core/database/*.test.ts',
  'src/core/{folders,own-actions,reminders}.test.ts',
  'src/core/memory/memory.test.ts',
  'src/core/orchestrator/{turn*,run*,plan-turns,follow-ups,in-order}.test.ts',
  'src/core/orchestrator/requests/*.test.ts',
]
const onlyOnServer = [
  'src/cli/reader.test.ts',
  'src/core/database/server/*.test.ts',
  'src/core/shared-changes.test.ts',
  'src/core/orchestrator/away.test.ts',
  'tests/support/postgres-server.test.ts',
]

export default defineConfig({
  test: {
    // Vitest keeps a processor for itself; these tests mostly wait for other processes and for the disk.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    env: {
      TZ: 'UTC',
      DATABASE_URL: '',
      ...shortLived,
    },
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: [
            '{src/shared,src/core,src/main,src/preload,src/cli,tests,tools,scripts,bench}/**/*.test.ts',
          ],
          exclude: ['tests/e2e/**', ...onlyOnServer],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'server',
          environment: 'node',
          include: [...onBothEngines, ...onlyOnServer],
          globalSetup: 'tests/support/server-setup.ts',
          setupFiles: 'tests/support/skip-without-server.ts',
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'web',
          environment: 'happy-dom',
          include: ['src/renderer/**/*.test.{ts,tsx}'],
          setupFiles: 'src/renderer/speak-english.ts',
          testTimeout: 60_000,
        },
      },
    ],
  },
})
