import { resolve } from 'node:path'
import { findAppError } from '../src/shared/errors.ts'
import { carryOver } from './carry-over.ts'

/** `npm run db:upgrade -- OLD_FOLDER NEW_DATA_FOLDER`: a database of an earlier Postgres, as docs/upgrading.md says. */

const [from, to, ...rest] = process.argv.slice(2)

async function upgrade(old: string, dataFolder: string): Promise<number> {
  try {
    for (const { name, count } of await carryOver(resolve(old), resolve(dataFolder)))
      console.log(`${name}: ${count} ${count === 1 ? 'row' : 'rows'}`)
    console.log(`All of it is in ${resolve(dataFolder)}. ${resolve(old)} is as it was.`)
    return 0
  } catch (error) {
    const expected = findAppError(error)
    if (!expected) throw error
    console.error(expected.message)
    return 1
  }
}

if (from !== undefined && to !== undefined && rest.length === 0) {
  process.exitCode = await upgrade(from, to)
} else {
  console.error('Name both folders: npm run db:upgrade -- OLD_FOLDER NEW_DATA_FOLDER')
  process.exitCode = 2
}
