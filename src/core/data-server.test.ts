import { expect, test } from 'vitest'
import { dataServer } from './data-server.ts'

test.each([
  [undefined, null],
  ['', null],
  ['mysql://root@db.example/hearth', null],
  ['postgres://me:secret@db.example/hearth?sslmode=verify-full', 'hearth at db.example:5432'],
  ['postgresql://me:secret@db.example:6543/', 'the database at db.example:6543'],
])('of the address %s people read %s', (address, words) => {
  expect(dataServer(address)).toBe(words)
})
