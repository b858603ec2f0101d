import { mayHave, operands, surelyHas } from './arguments.ts'
import { change, destructive, type Assessing, type Finding, type Rule } from './finding.ts'
import { textOf, type Word } from './shell-syntax.ts'

const harmlessSetting =
  /^(?:user\.(?:name|email)|color\.\w+|init\.defaultBranch|core\.quotepath|advice\.\w+)(?:=|$)/iu
const takesValue = new Set(['-C', '--git-dir', '--work-tree', '--namespace', '--super-prefix'])
/** Whatever the subcommand, with these it runs a program or writes a file that is named in it. */
const named =
  'ext-diff textconv upload-pack receive-pack exec open-files-in-pager output output-directory show-signature template config'
const namedShort = new Map([
  ['grep', 'O'],
  ['clone', 'uc'],
  ['archive', 'o'],
])

/** Git is never said to only read: the settings of a repository can name programs that `git status` runs. */
export const gitRule: Rule = (args, assessing) => {
  const findings: Finding[] = []
  let at = 0
  for (; at < args.length; at += 1) {
    const text = textOf(args[at] ?? { parts: [], quoted: false })
    if (text === null) return destructive('It is not known what git will do.')
    if (!text.startsWith('-')) break
    if (takesValue.has(text)) at += 1
    else if (text === '-c') {
      at += 1
      const setting = args[at] ? textOf(args[at] as Word) : null
      if (setting === null || !harmlessSetting.test(setting))
        findings.push(...destructive('It gives git a setting that may run a program.'))
    } else if (/^--(?:exec-path|config-env)/u.test(text) || text.startsWith('-c'))
      findings.push(...destructive('It gives git a setting that may run a program.'))
  }
  const name = args[at] ? textOf(args[at] as Word) : ''
  return [...findings, ...assessSubcommand(name ?? '', args.slice(at + 1), assessing)]
}

/** What takes something away, by subcommand: `true` always, else the options with which it does. */
const removing: Readonly<Record<string, true | ((args: readonly Word[], assessing: Assessing) => boolean)>> =
  {
    push: (args) =>
      mayHave(args, 'fd', 'force', 'force-with-lease', 'force-if-includes', 'delete', 'mirror', 'prune') ||
      operands(args).some((text) => text === null || /^[+:]/u.test(text)),
    reset: (args) => mayHave(args, '', 'hard', 'merge', 'keep') || args.some((word) => textOf(word) === null),
    clean: (args) => !surelyHas(args, /^-[dfiqxX]+$|^--(?:force|quiet)$/u, '-n', '--dry-run'),
    checkout: (args, { look }) =>
      mayHave(args, 'fBp', 'force', 'patch', 'ours', 'theirs', 'pathspec-from-file') ||
      args.some((word) => textOf(word) === '--') ||
      (!surelyHas(args, /^-[qtl]+$|^--(?:quiet|track|progress|no-progress)$/u, '-b') &&
        (operands(args).length > 1 ||
          operands(args).some((path) => path === null || look(path) !== 'missing'))),
    switch: (args) => mayHave(args, 'fC', 'force', 'discard-changes', 'force-create'),
    restore: (args) =>
      !surelyHas(args, /^-[qm]+$|^--(?:quiet|merge|progress|no-progress)$/u, '--staged', '-S') ||
      mayHave(args, 'W', 'worktree'),
    branch: (args) => mayHave(args, 'dDMCf', 'delete', 'force'),
    tag: (args) => mayHave(args, 'df', 'delete', 'force'),
    rebase: true,
    'filter-branch': true,
    'filter-repo': true,
    stash: (args) => operands(args).some((word) => word === null || /^(?:drop|clear|pop)$/u.test(word)),
    reflog: (args) => operands(args).some((word) => word === null || /^(?:expire|delete)$/u.test(word)),
    gc: (args) => mayHave(args, '', 'prune'),
    prune: true,
    rm: (args) => !surelyHas(args, /^-[fnrq]+$|^--(?:force|dry-run|quiet|ignore-unmatch)$/u, '--cached'),
    mv: (args) => mayHave(args, 'f', 'force'),
    commit: (args) => mayHave(args, '', 'amend'),
    merge: (args) => mayHave(args, '', 'abort'),
    'cherry-pick': (args) => mayHave(args, '', 'abort', 'quit'),
    am: (args) => mayHave(args, '', 'abort'),
    apply: (args) =>
      !surelyHas(
        args,
        /^-(?:v|q|z|p\d+)$|^--(?:summary|numstat|index|cached|verbose|recount)$/u,
        '--check',
        '--stat',
        '--numstat',
        '--summary',
      ) || mayHave(args, '', 'apply'),
    'merge-file': (args) => !surelyHas(args, /^-q$|^--(?:quiet|diff3)$/u, '-p', '--stdout'),
    rerere: (args) => operands(args).some((word) => word === null || /^(?:clear|forget|gc)$/u.test(word)),
    repack: true,
    maintenance: true,
    'fast-import': true,
    pull: (args) => mayHave(args, 'rf', 'rebase', 'force'),
    fetch: (args) =>
      mayHave(args, 'fpP', 'force', 'prune', 'prune-tags') ||
      operands(args).some((text) => text?.startsWith('+') ?? true),
    remote: (args) =>
      operands(args).some((word) => word === null || /^(?:remove|rm|prune|set-url)$/u.test(word)),
    worktree: (args) => operands(args).some((word) => word === null || /^(?:remove|prune)$/u.test(word)),
    submodule: (args) =>
      mayHave(args, 'f', 'force') ||
      operands(args).some((word) => word === null || /^(?:deinit|foreach)$/u.test(word)),
    notes: (args) => operands(args).some((word) => word === null || /^(?:remove|prune)$/u.test(word)),
    'update-ref': true,
    'symbolic-ref': true,
    'read-tree': true,
    'sparse-checkout': (args) => !/^(?:list|check-rules)$/u.test(operands(args)[0] ?? ''),
    'checkout-index': (args) => mayHave(args, 'f', 'force'),
    replace: true,
    lfs: (args) => operands(args).some((word) => word === null || word === 'prune'),
  }

const runs = new Set(
  'bisect difftool mergetool send-email hook instaweb daemon shell gui citool help web--browse for-each-repo interpret-trailers mailsplit credential filter-process svn p4 imap-send'.split(
    ' ',
  ),
)
/** Any other name may be an alias, with which the settings of a repository run whatever they like. */
const known = new Set(
  'add archive blame bundle cat-file check-attr check-ignore check-mailmap check-ref-format cherry clone column commit-graph commit-tree config count-objects describe diff diff-files diff-index diff-tree fetch format-patch fsck for-each-ref grep hash-object index-pack init log ls-files ls-remote ls-tree mailinfo merge-base merge-tree mktag mktree name-rev pack-objects pack-refs patch-id range-diff request-pull rev-list rev-parse revert shortlog show show-branch show-index show-ref stage status stripspace subtree unpack-file unpack-objects update-index var verify-commit verify-pack verify-tag version whatchanged write-tree'.split(
    ' ',
  ),
)

/** Does it run a program, or write a file, that stands in its words? */
function runsNamed(name: string, args: readonly Word[]): boolean {
  const written = args.filter((word) => textOf(word) !== null)
  return (
    runs.has(name) ||
    (name === 'bundle' && operands(args)[0] === 'create') ||
    mayHave(written, namedShort.get(name) ?? '', ...named.split(' '))
  )
}

function assessSubcommand(name: string, args: readonly Word[], assessing: Assessing): readonly Finding[] {
  const rule = Object.hasOwn(removing, name) ? removing[name] : undefined
  if (rule === true || rule?.(args, assessing)) return destructive(`git ${name} may take work away for good.`)
  if (runsNamed(name, args))
    return destructive(`git ${name} may run a program or write a file that is named in it.`)
  if (name !== '' && rule === undefined && !known.has(name))
    return destructive(`git ${name} may be an alias, which runs whatever it likes.`)
  if (
    name === 'config' &&
    !surelyHas(args, /^-z$|^--(?:global|local|system|null|show-origin)$/u, '--get', '--list', '-l')
  )
    return operands(args).every(
      (text) => text !== null && (harmlessSetting.test(text) || !text.includes('.')),
    )
      ? change('git config changes settings.')
      : destructive('git config may name a program that git runs later.')
  return change(
    name === '' ? 'git tells about itself.' : `git ${name} may run what the folder's own settings name.`,
  )
}
