import { mayHave, operands, surelyHas, texts } from './arguments.ts'
import { overwrites } from './file-rules.ts'
import { change, destructive, type Rule } from './finding.ts'

/** Options with which it runs a program, removes files or reads from another computer. */
const harmfulToTar =
  'to-command use-compress-program checkpoint-action rsh-command rmt-command info-script new-volume-script remove-files delete overwrite unlink-first recursive-unlink'.split(
    ' ',
  )

const tar: Rule = (args, assessing, program) => {
  const all = texts(args)
  const bundle = all[0] ?? ''
  if (
    mayHave(args, 'IFU', ...harmfulToTar) ||
    (/^[A-Za-z]+$/u.test(bundle) && /[IFU]/u.test(bundle)) ||
    all.some((text) => text.includes(':'))
  )
    return destructive(`${program} may run a program, remove files or work on another computer.`)
  if (/^-?\w*[xru]/u.test(bundle) || mayHave(args, 'xruA', 'extract', 'get', 'append', 'update'))
    return surelyHas(
      // The letters of a bundle without a dash have their values behind it.
      args.slice(bundle.startsWith('-') ? 0 : 1 + (bundle.match(/[bfgCFHIKLNTVX]/gu)?.length ?? 0)),
      /^-[xvzjJpm]+$|^--(?:extract|get|verbose|gzip|bzip2|xz)$/u,
      '-k',
      '-xk',
      '-xkf',
      '-xkvf',
      '--keep-old-files',
      '--skip-old-files',
    )
      ? change('tar unpacks what is not there yet.')
      : destructive('tar overwrites what is there.')
  if (/^-?\w*t/u.test(bundle) || surelyHas(args, /^$/u, '--list')) return change('tar lists an archive.')
  return destructive('tar overwrites the archive if it is there.')
}

/** Each puts its result in the place of what it was given. */
const squeeze: Rule = (args, { look }, program) => {
  if (mayHave(args, 'f', 'force')) return destructive(`${program} may overwrite what is there.`)
  const flags = /^-[dqrtv1-9]+$|^--(?:quiet|verbose|decompress)$/u
  if (surelyHas(args, flags, '-k', '-dk', '-kd', '--keep', '-c', '-dc', '-cd', '--stdout', '--to-stdout'))
    return change(`${program} packs or unpacks files.`)
  return operands(args).some((path) => path === null || look(path) !== 'missing')
    ? destructive(`${program} removes what it has packed or unpacked.`)
    : change(`${program} packs or unpacks files.`)
}

const unpack: Rule = (args, _assessing, program) =>
  mayHave(args, 'fjouy', 'force', 'rm', 'force-overwrite') ||
  texts(args).some((text) => /^-(?:ao|sdel)/u.test(text)) ||
  (/^(?:7z|rar)/u.test(program) && /^(?:d|rn|u|mf?|k|df|f)$/u.test(operands(args)[0] ?? ''))
    ? destructive(`${program} may overwrite or remove what is there.`)
    : change(`${program} packs or unpacks files.`)

const zip: Rule = (args, assessing) =>
  mayHave(args, 'mdTO', 'move', 'delete', 'test', 'unzip-command', 'output-file', 'out')
    ? destructive('zip may remove files, run a program or overwrite a file.')
    : overwrites(operands(args)[0] ?? null, assessing)

const group = (names: string, rule: Rule): [string, Rule][] => names.split(' ').map((name) => [name, rule])

/** Programs that pack and unpack. */
export const packingRules: readonly [string, Rule][] = [
  ...group('tar bsdtar gtar', tar),
  ...group(
    'gzip gunzip pigz unpigz bzip2 bunzip2 pbzip2 lbzip2 xz unxz lzma unlzma lzip lzop compress uncompress',
    squeeze,
  ),
  ...group('zstd unzstd lz4 brotli unzip unar 7z 7za 7zr 7zz rar unrar', unpack),
  ...group('zip', zip),
]
