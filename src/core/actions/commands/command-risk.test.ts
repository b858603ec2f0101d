import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { assessCommand } from './command-risk.ts'

const files = new Set(['old.txt', 'b.txt', 'folder/a.txt', '/etc/hosts'])
const folders = new Set(['folder', 'src', '.'])

function look(path: string): 'file' | 'folder' | 'missing' {
  if (files.has(path)) return 'file'
  return folders.has(path) ? 'folder' : 'missing'
}

function riskOf(line: string): string {
  return assessCommand({ kind: 'line', line }, look).risk
}

/** One a line, but a line that ends with a backslash, or a here-document, goes on. */
function lines(text: string): string[] {
  const found: string[] = []
  for (const line of text.trim().split('\n')) {
    const last = found.at(-1)
    const goesOn =
      last !== undefined && (last.endsWith('\\') || (/<<E\b/u.test(last) && !last.endsWith('\nE')))
    if (goesOn) found[found.length - 1] = `${last}\n${line}`
    else found.push(line)
  }
  return found
}

const fixtures = join(import.meta.dirname, '..', '..', '..', '..', 'tests', 'fixtures', 'commands')

describe.each(['read', 'change', 'destructive'])('%s', (risk) => {
  const text = readFileSync(join(fixtures, `${risk}.txt`), 'utf8')
  test.each(lines(text).map((line) => [line]))('%j', (line) => {
    expect(riskOf(line)).toBe(risk)
  })
})

test('the same look-alikes and hidden characters are not what they seem', () => {
  for (const line of [
    'ls -la',
    'сat old.txt',
    'rｍ x',
    'ls\u200B',
    'cat old.txt \u202Etxt.exe',
    'ls\rrm x',
    'l\u00ADs',
    '',
  ])
    expect([line, riskOf(line)]).toEqual([line, line === 'ls -la' ? 'read' : 'destructive'])
})

test.each([
  [['ls', '-la'], 'read'],
  [['cat', 'a; rm -rf x'], 'read'],
  [['echo', '$(rm x)'], 'read'],
  [['grep', 'x > y', 'old.txt'], 'read'],
  [['cat', '> old.txt'], 'read'],
  [['ls;', 'cp', 'a', 'old.txt'], 'change'],
  [['rm', 'x'], 'destructive'],
  [['/bin/rm', 'x'], 'destructive'],
  [['sh', '-c', 'ls; rm x'], 'destructive'],
  [['sh', '-c', 'ls'], 'change'],
  [['xargs', 'rm'], 'destructive'],
  [['git', '-c', 'alias.x=!rm -rf .', 'x'], 'destructive'],
  [['find', '.', '-exec', 'rm', '{}', ';'], 'destructive'],
  [['env', 'env', 'rm'], 'destructive'],
  [Array.from({ length: 60 }, () => 'env'), 'destructive'],
  [[''], 'destructive'],
  [[], 'destructive'],
] as const)('arguments %j are %s', (words, risk) => {
  expect(assessCommand({ kind: 'arguments', words }, look).risk).toBe(risk)
})

test('a command that can be read in very many ways is told as destructive, and not looked at for ever', () => {
  const words = Array.from({ length: 480 }, (_word, at) => ['nice', '-x', 'env'][at % 3]!)
  expect(assessCommand({ kind: 'arguments', words }, look).risk).toBe('destructive')
  const unknown = Array.from({ length: 400 }, () => 'sh')
  expect(assessCommand({ kind: 'arguments', words: ['unknown-program', ...unknown] }, look).risk).toBe(
    'change',
  )
})

test.each([
  ['./build.sh', ['./build.sh']],
  ['folder/run a', ['folder/run']],
  ['/bin/ls', []],
  ['nice -n 5 ./build.sh', ['./build.sh']],
  ['sh -e build.sh x', ['build.sh']],
  ['python3 -u x.py', ['x.py']],
  ['python3 -W ignore x.py', ['ignore', 'x.py']],
  ['python -m tool.sub', ['tool/sub.py', 'tool/sub/__main__.py']],
  ['node x', ['x', 'x.js']],
  ['deno run -A x.ts', ['run', 'run.js', 'x.ts']],
  ['make -j 4', ['GNUmakefile', 'makefile', 'Makefile']],
  ['make -f own.mk', ['own.mk']],
  ['npm test', ['package.json']],
  ['cd sub && ./x.sh && sh y.sh', ['sub/./x.sh', 'sub/y.sh']],
  ['cd sub && sh -c "cd deep && ./x.sh"', ['sub/deep/./x.sh']],
  ['ls | sh x.sh; ls', []],
])('%j runs the files %j', (line, ran) => {
  expect(assessCommand({ kind: 'line', line }, look).runs).toEqual(ran)
})

test('it says why, in sentences, of the worst only', () => {
  const { reasons } = assessCommand({ kind: 'line', line: 'ls; rm x; sudo ls; echo > old.txt; rm y' }, look)
  expect(reasons).toEqual([
    'rm removes files.',
    'sudo runs a command with other rights.',
    'It overwrites old.txt.',
  ])
  expect(assessCommand({ kind: 'line', line: 'ls' }, look).reasons).toEqual(['ls only reads.'])
})

test('whatever a line is cut to, there is a verdict with a reason', () => {
  for (const risk of ['read', 'change', 'destructive'])
    for (const line of lines(readFileSync(join(fixtures, `${risk}.txt`), 'utf8')))
      for (let end = 0; end <= line.length; end += 1)
        expect(assessCommand({ kind: 'line', line: line.slice(end) }, look).reasons).not.toEqual([])
})
