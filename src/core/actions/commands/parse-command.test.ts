import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { parseCommand } from './parse-command.ts'
import { textOf, type CommandList, type Part, type Word } from './shell-syntax.ts'

/** A line as short text: words in brackets, `?` for what only the shell knows. */
function show(list: CommandList): string {
  return list
    .map(({ pipeline, next }) => {
      const commands = pipeline.map((command) => {
        const files = command.redirections.map((file) => `${file.operator}${showWord(file.target)}`)
        if (command.kind === 'group') return [`( ${show(command.list)} )`, ...files].join(' ')
        const set = command.assignments.map(({ name, value }) => `${name}=${showWord(value)}`)
        return [...set, ...command.words.map(showWord), ...files].join(' ')
      })
      return `${commands.join(' | ')} ${next}`
    })
    .join(' ')
}

function showWord(word: Word): string {
  const showPart = (part: Part): string => {
    if (part.kind === 'text') return part.text
    return part.kind === 'unknown' ? '?' : `$(${show(part.list)})`
  }
  return `[${word.parts.map(showPart).join('')}]`
}

function read(line: string): string {
  const parsed = parseCommand(line)
  return parsed.kind === 'parsed' ? show(parsed.list) : `unclear: ${parsed.reason}`
}

test.each([
  ['ls -la', '[ls] [-la] ;'],
  [`r''m -rf "a b" 'c d' e\\ f`, '[rm] [-rf] [a b] [c d] [e f] ;'],
  [`echo "" ''`, '[echo] [] [] ;'],
  ['a && b || c; d & e', '[a] && [b] || [c] ; [d] & [e] ;'],
  ['a | b\nc', '[a] | [b] ; [c] ;'],
  ['a |\n b &&\n\n c', '[a] | [b] && [c] ;'],
  ['r\\\nm x', '[rm] [x] ;'],
  ['echo $x "${y}" *.txt {a,b} ~/z', '[echo] [?] [?] [?.txt] [?a,b}] [?/z] ;'],
  ['find . -exec rm {} +', '[find] [.] [-exec] [rm] [{}] [+] ;'],
  ['echo $(rm x) `ls "a"` "$(pwd)"', '[echo] [$([rm] [x] ;)] [$([ls] [a] ;)] [$([pwd] ;)] ;'],
  ['diff <(ls a) <(ls b)', '[diff] [$([ls] [a] ;)] [$([ls] [b] ;)] ;'],
  ['A=1 B="x y" make # all', 'A=[1] B=[x y] [make] ;'],
  ['a\\\nb=1 rm x', 'ab=[1] [rm] [x] ;'],
  ['a > b 2>> c < d 2>&1 >| e', '[a] >[b] >>[c] <[d] >&[1] >|[e] ;'],
  ['(cd a; rm b) > c', '( [cd] [a] ; [rm] [b] ; ) >[c] ;'],
  ['{ a; b; } && ! c', '( [a] ; [b] ; ) && [c] ;'],
  ['cat <<E\n$(rm x) $y\nE\nls', '[cat] <<[$([rm] [x] ;) ?\n] ; [ls] ;'],
  ["cat <<-'E' | sh\n\t$(rm x)\n\tE\n", '[cat] <<[$(rm x)\n] | [sh] ;'],
  ['a#b #c', '[a#b] ;'],
  ['git stash drop stash@{0}', '[git] [stash] [drop] [stash@{0}] ;'],
])('%j is %s', (line, shown) => {
  expect(read(line)).toBe(shown)
})

test.each([
  '',
  '  # nothing',
  'echo "a',
  "echo 'a",
  'echo `a',
  'echo a\\',
  'echo $(ls',
  'a &&',
  'a | | b',
  'a ; ; b',
  '&& a',
  'if a; then b; fi',
  'for x in *; do rm $x; done',
  'while :; do a; done',
  'ls() { rm x; }; ls',
  'function ls { rm x; }',
  '[[ -f x ]] && rm x',
  '((x=1))',
  'echo $((1+1))',
  'echo ${x:-$(rm y)}',
  "echo $'\\x72m'",
  'a=(1 2)',
  'case x in x) rm y;; esac',
  'ls &>x y',
  'cat <<E\nx',
  '(cat <<E)\nx\nE',
  'ls )',
  '{ ls }',
  'a\0b',
])('%j is unclear', (line) => {
  expect(parseCommand(line).kind).toBe('unclear')
})

test('what is long or deep is unclear', () => {
  const deep = `${'$('.repeat(5_000)}a${')'.repeat(5_000)}`
  for (const line of [deep, '('.repeat(5_000), '{ '.repeat(5_000), 'a'.repeat(30_000)])
    expect(parseCommand(line).kind).toBe('unclear')
})

/** Numbers that are the same in every run. */
function seeded(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
}

const pieces = [
  'a',
  'b',
  'ab',
  ' ',
  ' ',
  "'",
  '"',
  '\\',
  '#',
  '~',
  '{',
  '}',
  ',',
  '!',
  '=',
  'x=',
  '\t',
  '.',
  '-',
]
const operators = [
  ';',
  '&',
  '|',
  '\n',
  '(',
  ')',
  '`',
  '$',
  '$(',
  '<',
  '>',
  '&&',
  '||',
  '2>',
  '<<',
  '<(',
  '{ ',
  '; }',
]

function randomLine(next: (below: number) => number, from: readonly string[]): string {
  return Array.from({ length: 1 + next(14) }, () => from[next(from.length)]).join('')
}

const shells = ['bash', 'sh'].filter((shell) => spawnSync(shell, ['-c', 'true']).status === 0)

describe.skipIf(shells.length === 0)('beside the shells of this system', () => {
  let folder = ''
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'hearth-words-'))
  })
  afterAll(() => rmSync(folder, { recursive: true }))

  const run = (shell: string, line: string) =>
    spawnSync(shell, ['-c', line], {
      cwd: folder,
      env: { PATH: '/nowhere', HOME: '/home/a', LC_ALL: 'C' },
      stdio: ['ignore', 'pipe', 'ignore'],
      shell: false,
    })

  test.each(shells)('the words of a line are those of %s', (shell) => {
    const next = seeded(7)
    const from = [...pieces, ...pieces, ';', '&', '|', '\n', '(', '>', '$', '`']
    const program = spawnSync('sh', ['-c', `command -v ${shell}`], { encoding: 'utf8' }).stdout.trim()
    const wrong: unknown[] = []
    let compared = 0
    for (let count = 0; count < 1_500; count += 1) {
      const line = `printf '%s\\0' 0 ${randomLine(next, from)}`
      const words = wordsOfOne(line)
      if (words === null) continue
      compared += 1
      const { stdout, status } = run(program, line)
      if (status !== 0) continue
      const got = stdout.toString().split('\0').slice(0, -1)
      if (JSON.stringify(got) !== JSON.stringify(words)) wrong.push({ line, words, got })
    }
    expect(wrong).toEqual([])
    expect(compared).toBeGreaterThan(150)
  })

  test.runIf(shells.includes('bash'))('no program runs that was not read from the line', () => {
    const next = seeded(11)
    const program = spawnSync('sh', ['-c', 'command -v bash'], { encoding: 'utf8' }).stdout.trim()
    const ran = join(folder, 'ran')
    const wrong: unknown[] = []
    let seen = 0
    for (let count = 0; count < 2_500; count += 1) {
      const line = randomLine(next, [...pieces, ...operators])
      const known = programsOf(line)
      if (known === null) continue
      writeFileSync(ran, '')
      // What is not found is told with its name; nothing is found.
      run(program, `command_not_found_handle() { printf '%s\\0' "$1" >> '${ran}'; }\n${line}`)
      const names = readFileSync(ran, 'utf8').split('\0').slice(0, -1)
      seen += names.length
      const missed = names.filter((name) => !known.has(name))
      if (missed.length > 0) wrong.push({ line, missed })
    }
    expect(wrong).toEqual([])
    expect(seen).toBeGreaterThan(100)
  })
})

/** The arguments of printf, where the line is that one command and all of its words are known. */
function wordsOfOne(line: string): string[] | null {
  const parsed = parseCommand(line)
  if (parsed.kind === 'unclear' || parsed.list.length !== 1) return null
  const [command, ...others] = parsed.list[0]!.pipeline
  if (command?.kind !== 'simple' || others.length > 0 || command.redirections.length > 0) return null
  const words = command.words.slice(2).map(textOf)
  return words.every((word) => word !== null) ? words : null
}

/** Every program in it, in substitutions too; null where it is unclear or only the shell knows one. */
function programsOf(line: string): Set<string> | null {
  const parsed = parseCommand(line)
  if (parsed.kind === 'unclear') return null
  const programs = new Set<string>()
  let known = true
  const visitWord = (word: Word): void => {
    for (const part of word.parts) if (part.kind === 'commands') visit(part.list)
  }
  const visit = (list: CommandList): void => {
    for (const command of list.flatMap(({ pipeline }) => pipeline)) {
      command.redirections.forEach(({ target }) => visitWord(target))
      if (command.kind === 'group') visit(command.list)
      else {
        command.assignments.forEach(({ value }) => visitWord(value))
        command.words.forEach(visitWord)
        const program = command.words[0] ? textOf(command.words[0]) : ''
        if (program === null) known = false
        else programs.add(program)
      }
    }
  }
  visit(parsed.list)
  return known ? programs : null
}
