/** Does one thing with a data folder, to be killed in the middle of it: says when it begins and when it is done. */
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { openRecovery } from '../../src/core/recovery.ts'
import { sourceFiles } from '../../src/core/store-files.ts'

const [work, dataFolder = '', argument = ''] = process.argv.slice(2)
// The channel to the parent ends this process with the parent.
process.on('disconnect', () => process.exit())

switch (work) {
  case 'snapshot': {
    const database = await openDatabase({ dataFolder, log })
    process.send?.('begun')
    await database.snapshots?.make('asked')
    break
  }
  case 'restore': {
    const recovery = await openRecovery({ dataFolder, log })
    process.send?.('begun')
    await recovery.restore(argument)
    break
  }
  case 'migrate': {
    process.send?.('begun')
    await openDatabase({ dataFolder, log, files: { ...sourceFiles(), migrations: argument } })
    break
  }
  default:
    throw new Error(`There is no such work: ${work}`)
}
process.send?.('done')
process.exit()
