import { readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { z } from 'zod'
import { systemClock } from '../core/clock.ts'
import { createEnding } from './ending.ts'
import { run } from './program.ts'
import { watchSignals } from './signals.ts'
import type { Terminal } from './terminal.ts'

/** `hearth` in a terminal. Everything that is the process's stands here; program.ts gets it handed in. */
const manifest = z
  .object({ version: z.string() })
  .parse(JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8')))

const terminal: Terminal = {
  args: process.argv.slice(2),
  stdin: process.stdin,
  stdout: process.stdout,
  stderr: process.stderr,
  surroundings: {
    env: process.env,
    platform: process.platform,
    home: homedir(),
    cwd: process.cwd(),
  },
  clock: systemClock,
  newId: () => crypto.randomUUID(),
}

const ending = createEnding()
watchSignals({ process, ending, clock: systemClock, giveUp: (code) => process.exit(code) })
process.exitCode = await run(terminal, manifest.version, ending)
