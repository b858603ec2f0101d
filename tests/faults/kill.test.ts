import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { openDatabase } from '../../src/core/database/open.ts'
import { silentLog as log } from '../../src/core/log.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { createRandom } from '../support/random.ts'
import { checkIndexes } from './check-indexes.ts'
import { findState } from './load.ts'
import { startWriter } from './writer.ts'

const seed = 20_260_301
/** A hundred take minutes: HEARTH_KILLS=100 has them all. */
const kills = Number(process.env['HEARTH_KILLS'] ?? 20)

test(
  `after each of ${kills} kills at any moment the folder opens without help, with every write that was acknowledged`,
  { timeout: 900_000 },
  async () => {
    await using folder = await makeDataFolder()
    const random = createRandom(seed)
    let acknowledged: readonly number[] = [0, 0, 0]
    let whileOpening = 0
    for (let kill = 0; kill < kills; kill += 1) {
      const writer = startWriter({ dataFolder: folder.path, seed, acknowledged })
      if (!random.chance(0.15)) await writer.said('checked')
      await sleep(random.below(350))
      writer.kill('SIGKILL')
      const end = await writer.ended
      expect(end, `kill ${kill}`).toMatchObject({ code: null, errors: '' })
      if (!end.checked) whileOpening += 1
      acknowledged = end.acknowledged
    }

    const database = await openDatabase({ dataFolder: folder.path, log })
    for (const [own, last] of acknowledged.entries()) await findState(database.db, { seed, own, last })
    await database.close()
    const writes = acknowledged.reduce((sum, count) => sum + count, 0)
    const indexes = await checkIndexes(folder.path)
    process.stdout.write(
      `${kills} kills (${whileOpening} while opening), ${writes} writes acknowledged, 0 lost, ${indexes} indexes sound\n`,
    )
  },
)
