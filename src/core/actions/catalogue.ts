import type { Action } from './action.ts'
import { copyFile } from './files/copy-file.ts'
import { deleteFile } from './files/delete-file.ts'
import { editFile } from './files/edit-file.ts'
import { listFiles } from './files/list-files.ts'
import { moveFile } from './files/move-file.ts'
import { readFile } from './files/read-file.ts'
import { searchFiles } from './files/search-files.ts'
import { writeFile } from './files/write-file.ts'

/** Actions by their names. */
export type Catalogue = ReadonlyMap<string, Action>

/** Throws where two have the same name. A map, since a model may ask for `constructor`. */
export function makeCatalogue(actions: readonly Action[]): Catalogue {
  const catalogue = new Map(actions.map((action) => [action.name, action]))
  if (catalogue.size < actions.length) {
    throw new Error(`Two actions have the same name: ${actions.map((action) => action.name).join(', ')}`)
  }
  return catalogue
}

/** What Hearth can do with files. */
export const fileActions: readonly Action[] = [
  listFiles,
  readFile,
  searchFiles,
  writeFile,
  editFile,
  moveFile,
  copyFile,
  deleteFile,
]
