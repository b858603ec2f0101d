/** Opens the database of a data folder and keeps it until the process ends. */
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog } from '../../src/core/log.ts'

const [dataFolder = ''] = process.argv.slice(2)
await openDatabase({ dataFolder, log: silentLog })
process.send?.('open')
// The channel to the parent keeps this process alive, and ends it with the parent.
process.on('disconnect', () => process.exit())
