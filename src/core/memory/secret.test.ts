import { expect, test } from 'vitest'
import { holdsSecret } from './secret.ts'

test.each([
  'My pw is hunter2horse',
  'My pass is Tr0ub4dor&3',
  'My login is anna and hunter2',
  'Our wifi key is sunflower42',
  'Our door code is 4711',
  'The alarm code of our office: 0815',
  'Our safe combination is 12-34-56',
  'My PUK is 12345678',
  'My backup codes are 8431-2231 and 1188-2234',
  'My SIN is 078-05-1120',
  "My mother's maiden name is Miller",
  'Our token is ASIAIOSFODNN7EXAMPLE',
  'My license is 3f2a1b4c-9d8e-4f6a-8b7c-1a2b3c4d5e6f',
  'My TOTP seed is JBSWY3DPEHPK3PXP',
])('%j is a secret', (text) => expect(holdsSecret(text)).toBe(true))

test.each([
  'I work on the login page of our shop',
  'We deploy with Helm to three clusters',
  'I prefer TypeScript with two spaces',
  'Our code is in Go and our tests are in Python',
  'I live in zip code area 80331',
  'We use Postgres 18 and Node 24',
])('%j is none', (text) => expect(holdsSecret(text)).toBe(false))
