import { mayHave, texts } from './arguments.ts'
import { overwrites } from './file-rules.ts'
import { change, destructive, type Rule } from './finding.ts'
import { textOf, wordOf } from './shell-syntax.ts'

/** Besides what is loaded they write files, run programs, or send what they are given. */
const alsoWrites: Readonly<Record<string, readonly string[]>> = {
  curl: 'dump-header cookie-jar trace trace-ascii stderr libcurl etag-save hsts alt-svc write-out config upload-file data data-ascii data-binary data-raw data-urlencode json form form-string unix-socket abstract-unix-socket remote-name remote-name-all telnet-option quote'.split(
    ' ',
  ),
  wget: 'execute config use-askpass post-file post-data body-file body-data save-cookies warc-file rejected-log mirror timestamping recursive page-requisites delete-after append-output'.split(
    ' ',
  ),
}
const alsoWritesShort: Readonly<Record<string, string>> = { curl: 'DcKTdFwOQ', wget: 'eNrmpa' }

const download: Rule = (args, assessing, program) => {
  if (args.some((word) => textOf(word) === null))
    return destructive(`${program} may overwrite a file or send data.`)
  const all = texts(args)
  const findings = [...change(`${program} uses the network.`)]
  const writes = program === 'wget' ? /^-\w*?[Oo]/u : /^-\w*?o/u
  // Behind its letter stands the name of a file, which is made of letters too.
  const options = all.map((text) => wordOf(writes.exec(text)?.[0] ?? text))
  if (
    mayHave(options, alsoWritesShort[program] ?? '', ...(alsoWrites[program] ?? [])) ||
    all.some((text) => text.startsWith('--output-d') && program === 'curl')
  )
    findings.push(...destructive(`${program} may overwrite a file, run a program or send something away.`))
  all.forEach((text, index) => {
    const before = all[index - 1] ?? ''
    if (
      /^(?:-\w*X|--request|--method)$/u.test(before)
        ? /^(?:delete|put|patch)$/iu.test(text)
        : /^(?:-\w*X|--request=|--method=)(?:delete|put|patch)$/iu.test(text)
    )
      findings.push(...destructive(`${program} asks a server to remove or replace something.`))
    const option = writes.exec(text)?.[0] ?? /^--output(?:-document|-file)?(?:=|$)/u.exec(text)?.[0]
    if (option === undefined) return
    const path = text.slice(option.length) || (all[index + 1] ?? null)
    if (path !== '-') findings.push(...overwrites(path, assessing))
  })
  return findings
}

/** They can be told to run a program when they are done. */
const fetchers: Rule = (args, assessing, program) => {
  const all = args.map(textOf)
  if (
    all.some(
      (text) =>
        text === null ||
        /^--(?:exec|on-|allow-over|force-over|config|netrc-cmd|plugin|downloader|external|load-info|print-to-file|postprocessor)|^-o/u.test(
          text,
        ),
    )
  )
    return destructive(`${program} may overwrite a file or run a program.`)
  return change(`${program} uses the network.`)
}

const group = (names: string, rule: Rule): [string, Rule][] => names.split(' ').map((name) => [name, rule])

/** Programs that load from the network. */
export const downloadRules: readonly [string, Rule][] = [
  ...group('curl wget', download),
  ...group('aria2c yt-dlp youtube-dl gallery-dl', fetchers),
]
