import { mayHave, operands } from './arguments.ts'
import { overwrites } from './file-rules.ts'
import { change, destructive, type Rule } from './finding.ts'
import { textOf, unknownWord } from './shell-syntax.ts'

const harmful =
  /\b(?:drop|delete|truncate|update|alter|replace|insert|create|grant|revoke|vacuum|merge|attach|detach|copy|call|do|execute|reindex|set|load_extension|readfile|writefile|edit|export|import|install|load|system|source|pg_\w+|lo_\w+)\b|\binto\s+(?:out|dump)file\b|\bpragma\s+(?!(?:table_\w+|index_\w+|foreign_key_list|integrity_check|quick_check)\b)[\w.]+\s*[=(]|\\[!owigcs]|^\s*\.(?!tables|schema|databases|headers|mode)/imu

/** A text in SQL, or a file of it. */
const database: Rule = (args, { fed }, program) => {
  const words = args.map(textOf)
  if (
    fed ||
    words.includes(null) ||
    (program === 'sqlite3' && words.some((text) => text?.startsWith('-A'))) ||
    words.some((text) =>
      /^-(?:f|-file|[oL]|-output|-log-file|-tee)|^-?-(?:init|eval|cmd|exec)\b/u.test(text ?? ''),
    )
  )
    return destructive(`${program} may be told to remove anything, or overwrite a file.`)
  if (words.some((text) => harmful.test(text ?? '') || /\.(?:js|sql)$/iu.test(text ?? '')))
    return destructive(`${program} changes what is in a database.`)
  return change(`${program} asks a database.`)
}

const redis: Rule = (args) => {
  const isValue = (at: number): boolean => /^-[hpnau]$/u.test(textOf(args[at - 1] ?? unknownWord) ?? '')
  const [word] = operands(args.filter((_word, at) => !isValue(at)))
  return /^(?:get|mget|keys|scan|exists|type|ttl|pttl|strlen|llen|lrange|smembers|scard|hget|hgetall|hkeys|zrange|info|dbsize|ping)$/iu.test(
    word ?? '',
  )
    ? change('redis-cli asks a database.')
    : destructive('redis-cli may change what is in a database.')
}

/** Without a list to look at, it is all put back. */
const restore: Rule = (args) =>
  args.some((word) => /^(?:-l|--list)$/u.test(textOf(word) ?? ''))
    ? change('pg_restore lists what is in a file.')
    : destructive('pg_restore may replace what is in a database.')

const dump: Rule = (args, assessing, program) => {
  const words = args.map(textOf)
  const at = words.findIndex((text) =>
    /^(?:-f|--file|-r|--result-file|-o|--out|--archive)$/u.test(text ?? ''),
  )
  if (at !== -1) return overwrites(words[at + 1] ?? null, assessing)
  return mayHave(args, 'fro', 'file', 'result-file', 'out', 'archive', 'tab')
    ? destructive(`${program} may overwrite a file.`)
    : change(`${program} reads a database.`)
}

const group = (names: string, rule: Rule): [string, Rule][] => names.split(' ').map((name) => [name, rule])

/** Programs that work on databases. */
export const databaseRules: readonly [string, Rule][] = [
  ...group('psql mysql mariadb sqlite3 duckdb mongosh mongo sqlcmd', database),
  ...group('redis-cli valkey-cli', redis),
  ...group('pg_restore', restore),
  ...group('pg_dump pg_dumpall mysqldump mongodump', dump),
]
