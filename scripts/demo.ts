import { makeDemoPlace } from './demo/place.ts'
import { hasDisplay, launch } from './launch.ts'

/** `npm run demo`: a tour of the app for whoever has no Ollama yet. Nothing of it is left in the end. */

async function showDemo(): Promise<number> {
  if (!hasDisplay()) {
    console.error('There is no display here, and the demo is a tour of the window.')
    return 1
  }
  console.error('A demo: the answers are scripted, and all of it is deleted when you close the window.')
  await using place = await makeDemoPlace(25)
  return await launch([], place.env)
}

process.exitCode = await showDemo()
