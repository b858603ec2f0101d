import { mayHave, operands, surelyHas, texts } from './arguments.ts'
import { overwrites } from './file-rules.ts'
import { change, destructive, type Rule } from './finding.ts'
import { textOf } from './shell-syntax.ts'

/** Whatever they are given, these put something else in the place of files. */
const rewriting: readonly (readonly [names: string, does: string])[] = [
  ['split csplit', 'overwrites files with the names that it makes'],
  ['mmv rename prename perl-rename file-rename rename.ul vidir qmv ren', 'renames files, over others too'],
  [
    'mogrify strip objcopy patchelf install_name_tool exiftool jpegoptim optipng dos2unix unix2dos sd rpl fastmod comby codemod merge ci co rcs ranlib detox svgo unison',
    'rewrites files where they are',
  ],
  ['xcopy robocopy copy move replace', 'may overwrite or remove what is there'],
  [
    'cpio pax ar jar cabextract dpkg-deb ditto unsquashfs mksquashfs genisoimage mkisofs xorriso libreoffice soffice unoconv expand extrac32 makecab esentutl certutil bitsadmin uudecode zipfile tarfile',
    'overwrites what is there',
  ],
]

/** `patch` rewrites what is named in what it is given, and may remove it. */
const patch: Rule = (args) =>
  surelyHas(args, /^-p?\d*[bcEflNRstu]*$|^--(?:strip=\d+|verbose|quiet|forward|reverse)$/u, '--dry-run')
    ? change('patch says what it would change.')
    : destructive('patch rewrites or removes the files that are named in it.')

/** The last word is what they write to. A name with a colon may be a program of theirs. */
const inOut: Rule = (args, assessing, program) => {
  const paths = operands(args)
  if (
    args.some(
      (word) =>
        textOf(word) === null || /^[|@]|^[a-z]+:|%\d*d|^[-+]write|^--replace/iu.test(textOf(word) ?? ''),
    )
  )
    return destructive(`${program} may overwrite files or run a program.`)
  return paths.length < 2 ? change(`${program} works on files.`) : overwrites(paths.at(-1) ?? null, assessing)
}

/** They show what they would change, unless they are told to change it. */
const formatting: Rule = (args, _assessing, program) =>
  mayHave(args, 'iwI', 'in-place', 'inplace', 'write', 'fix', 'fix-dry-run')
    ? destructive(`${program} rewrites files where they are.`)
    : change(`${program} works on text.`)

/** They change it, unless they are told to show it. */
const rewritingUnless: Rule = (args, assessing, program) => {
  if (program === 'ruff' && operands(args)[0] !== 'format') return formatting(args, assessing, program)
  return surelyHas(args, /^-[qv]+$|^--(?:quiet|verbose)$/u, '--check', '--diff')
    ? change(`${program} says what it would change.`)
    : destructive(`${program} rewrites files where they are.`)
}

/** Several files are overwritten without being asked for, and so is all with `-y`. */
const ffmpeg: Rule = (args) => {
  const all = texts(args)
  const many = all.some((text, at) =>
    all[at - 1] === '-f' ? /^(?:\w*segment|hls|dash|tee|image2)$/u.test(text) : text.includes('%'),
  )
  return args.some((word) => textOf(word) === null) ||
    many ||
    all.some((text) =>
      /^-(?:y|dump_attachment|report|progress|passlogfile|vstats_file|filter_script)/u.test(text),
    )
    ? destructive('ffmpeg may overwrite files.')
    : change('ffmpeg makes a file.')
}

/** A document may be told to run programs. */
const tex: Rule = (args, _assessing, program) =>
  texts(args).some((text) => /^--?(?:shell-escape|enable-write18|output-directory)/u.test(text))
    ? destructive(`${program} may run what the document says.`)
    : change(`${program} makes files beside the document.`)

const group = (names: string, rule: Rule): [string, Rule][] => names.split(' ').map((name) => [name, rule])

/** Programs that put something else in the place of a file, by their nature or by an option. */
export const rewritingRules: readonly [string, Rule][] = [
  ...rewriting.flatMap(([names, does]) =>
    group(names, (_args, _assessing, program) => destructive(`${program} ${does}.`)),
  ),
  ...group('patch gpatch', patch),
  ...group(
    'convert magick composite montage gm lame sox pdftotext ps2pdf pdfcrop qpdf pdftk wkhtmltopdf cjxl djxl avifenc xxd',
    inOut,
  ),
  ...group('gofmt clang-format yq autopep8 shfmt prettier eslint stylelint biome yapf mlr', formatting),
  ...group('black isort rustfmt ruff', rewritingUnless),
  ...group('ffmpeg avconv', ffmpeg),
  ...group('tex latex pdflatex xelatex lualatex luatex latexmk', tex),
]
