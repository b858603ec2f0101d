import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { memoryDocumentSchema } from '../src/core/transfer/json-schema.ts'
import { root } from './root.ts'

/**
 * `npm run docs:schema`: writes docs/memory-document.schema.json anew from the schema in the code. With `--check` it only
 * says whether that is the same.
 */
const file = join(root, 'docs', 'memory-document.schema.json')
const wanted = memoryDocumentSchema()
if (!process.argv.includes('--check')) await writeFile(file, wanted)
else if ((await readFile(file, 'utf8').catch(() => '')) !== wanted) {
  console.error('docs/memory-document.schema.json is not what the code says: run `npm run docs:schema`.')
  process.exitCode = 1
}
