/** Moves something, and is killed right after the change of a folder with that number: nothing on the way is tidied up. */
import files from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { dirname } from 'node:path'
import { makeActionPlace } from './action-place.ts'

const [within = '', from = '', to = '', last = '', id = ''] = process.argv.slice(2)
let changes = 0
/** The same, and the end of everything when its turn has come. */
function counted<Args extends unknown[], Result>(change: (...args: Args) => Promise<Result>) {
  return async (...args: Args): Promise<Result> => {
    const result = await change(...args)
    changes += 1
    if (changes === Number(last)) process.kill(process.pid, 'SIGKILL')
    return result
  }
}
Object.assign(files, {
  link: counted(files.link),
  rename: counted(files.rename),
  rmdir: counted(files.rmdir),
  unlink: counted(files.unlink),
})
syncBuiltinESMExports()

const world = makeActionPlace({ granted: [dirname(from), dirname(to)] }, within)
await world.act('move_file', { from, to, replace: true }, { id })
