/** Stands in for the database's thread and fails in the way that a file of its folder names. */
import { parentPort, workerData } from 'node:worker_threads'
import type { WorkerCall, WorkerData, WorkerReply } from '../../src/core/database/embedded/worker-protocol.ts'
import { appendFileSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

const { folder } = workerData as WorkerData
const way = readFileSync(join(folder, 'way'), 'utf8')
const say = (reply: WorkerReply): void => parentPort?.postMessage(reply)

if (way === 'throws at the start') throw new Error('broken from the start')
if (way === 'exits at the start') process.exit(3)
parentPort?.on('message', ({ id, request }: WorkerCall) => {
  const sql = 'sql' in request ? request.sql : request.kind
  appendFileSync(join(folder, 'received'), `${sql}\n`)
  if (way === 'hangs on close' && sql === 'close') return spin()
  if (sql === 'spin') return spin()
  if (sql === 'throw') throw new Error('broken')
  if (sql === 'exit') process.exit(3)
  if (sql === 'panic')
    return say({ kind: 'refusal', id, error: { message: 'PANIC: no space', code: '58030', fatal: true } })
  say({ kind: 'answer', id, result: sql })
})
say({ kind: 'ready' })

function spin(): never {
  for (;;);
}
