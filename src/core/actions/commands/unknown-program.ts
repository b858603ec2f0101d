import { operands } from './arguments.ts'
import { overwrites } from './file-rules.ts'
import { change, destructive, type Rule } from './finding.ts'
import { saysRemoval } from './interpreter-rules.ts'
import { programName } from './program-name.ts'
import { textOf } from './shell-syntax.ts'
import { removers } from './system-rules.ts'
import { runners } from './wrapper-rules.ts'

/** An option for output, or the letter for it, and what may stand right behind it. */
const output = /^-{1,2}(?:o(?:ut(?:put)?(?:-?file)?)?|export-filename)$/u
const outputWith = /^(?:-o|--out(?:put)?(?:-?file)?=|--export-filename=|-sOutputFile=)(?<path>.+)$/u
/** What many programs call it when they take something away, or run another program. */
const harmfulOption =
  /^--?(?:in-?place|write|fix|overwrite|force|delete|remove|rm|purge|clean|clear|prune|replace|erase|wipe|vacuum|exec|execute|eval|cmd|command|on-\w+|hook|shell|pager|pre|preview|lua-filter|pdf-engine|shell-escape)(?:$|[-=])/u

/** Of a program that is not known, its words still tell what it may do. */
export const unknownProgram: Rule = (args, assessing, name) => {
  const all = args.map(textOf)
  const remover = all.find((text) =>
    text?.split(/[\s;&|()<>='"`$,]+/u).some((one) => removers.has(programName(one))),
  )
  if (typeof remover === 'string') return destructive(`${name} may run ${remover}.`)
  const runs = args.flatMap((_word, at) =>
    runners.has(programName(all[at] ?? ''))
      ? assessing.assess(args.slice(at)).filter(({ risk }) => risk === 'destructive')
      : [],
  )
  if (runs.length > 0) return runs
  const outputs = all.flatMap((text, at) =>
    output.test(all[at - 1] ?? '') ? [text] : (outputWith.exec(text ?? '')?.groups?.['path'] ?? []),
  )
  const overwritten = outputs
    .flatMap((path) => overwrites(path, assessing))
    .filter(({ risk }) => risk === 'destructive')
  if (overwritten.length > 0) return overwritten
  if (/^(?:cd|pushd|popd|mkdir|touch|umask)$/u.test(name)) return change(`${name} changes little.`)
  const said = saysRemoval(operands(args).slice(0, 3)) ?? all.find((text) => harmfulOption.test(text ?? ''))
  if (typeof said === 'string') return destructive(`${name} is told to ${said}.`)
  if (/^(?:\[|test|printf|read)$/u.test(name) && all.some((text) => /\$\(|`/u.test(text ?? '')))
    return destructive(`${name} may run what is in its words.`)
  return change(`${name} is a program that is not known here.`)
}
