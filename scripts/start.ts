import { join } from 'node:path'
import { hasDisplay, launch } from './launch.ts'
import { root } from './root.ts'
import { run } from './tool.ts'

/** `npm start`: the app in a window; where there is no screen for one, the same assistant in the terminal. */

const args = process.argv.slice(2)

async function startInTerminal(): Promise<number> {
  if (!process.stdin.isTTY || !process.stdout.isTTY) {
    console.error(
      'There is no display and no terminal here. Ask one question with: npm run -s hearth -- ask "…"',
    )
    return 1
  }
  console.error('There is no display here, so Hearth talks to you in the terminal.')
  return run(process.execPath, [join(root, 'src', 'cli', 'index.ts'), 'chat', ...args])
}

process.exitCode = await (hasDisplay() ? launch(args) : startInTerminal())
