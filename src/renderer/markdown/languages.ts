import type { Language, Rule } from './highlight.ts'
import { c, decorator, hash, number, slashes, string, template, word } from './language-rules.ts'

/**
 * What is coloured in each language: comments, strings, numbers, words of the language and names of functions. Families
 * share their rules; a language that is not here is shown plain.
 */

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(' '))
}

const script: Language = {
  rules: [...slashes, ...string, template, decorator, number, word],
  keywords: words(
    'abstract any as async await boolean break case catch class const continue debugger declare default delete do else enum export extends false finally for from function get if implements import in infer instanceof interface is keyof let namespace never new null number object of override private protected public readonly return satisfies set static string super switch symbol this throw true try type typeof undefined unknown using var void while with yield',
  ),
}
const python: Language = {
  rules: [
    { kind: 'string', match: String.raw`\b[rbfuRBFU]{0,2}"""`, until: '"""' },
    { kind: 'string', match: String.raw`\b[rbfuRBFU]{0,2}'''`, until: "'''" },
    { kind: 'string', match: '"""', until: '"""' },
    { kind: 'string', match: "'''", until: "'''" },
    { kind: 'comment', match: '#.*' },
    ...string,
    decorator,
    number,
    word,
  ],
  keywords: words(
    'False None True and as assert async await break case class continue def del elif else except finally for from global if import in is lambda match nonlocal not or pass raise return self try while with yield',
  ),
}
const shell: Language = {
  rules: [
    hash,
    ...string,
    { kind: 'number', match: String.raw`\$(?:\w+|\{[^}]*\}|[?!#@*$-])` },
    { kind: 'plain', match: String.raw`--?[\w-]+` },
    { kind: 'word', match: String.raw`[\w./~-]+` },
  ],
  keywords: words(
    'alias case cd do done echo elif else esac eval exec exit export fi for function if in local read return select set shift source sudo then trap unset until while',
  ),
}
const sql: Language = {
  rules: [
    { kind: 'comment', match: '--.*' },
    { kind: 'comment', match: String.raw`/\*`, until: String.raw`\*/` },
    { kind: 'string', match: "'(?:[^']|'')*'?" },
    { kind: 'plain', match: '"[^"]*"?' },
    number,
    word,
  ],
  keywords: words(
    'add all alter always and any as asc between by cascade case cast check column commit conflict constraint create cross database default delete desc distinct do drop else end except exists explain false fetch first for foreign from full function generated grant group having if ilike in index inner insert intersect interval into is join key left like limit materialized natural not nothing null offset on only or order outer over partition primary references replace returning revoke right rollback row rows schema select set stored table temporary then to transaction trigger true truncate union unique update using values view when where window with without',
  ),
  ignoreCase: true,
}
const markup: Language = {
  rules: [
    { kind: 'comment', match: '<!--', until: '-->' },
    { kind: 'keyword', match: String.raw`</?[\w:.-]+|/?>|<!\w+|<\?\w+|\?>` },
    { kind: 'string', match: `(?<==)"[^"]*"?|(?<==)'[^']*'?` },
    { kind: 'function', match: String.raw`(?<=\s)[\w:@.-]+(?==)` },
    { kind: 'number', match: String.raw`&#?\w+;` },
  ],
}
const css: Language = {
  rules: [
    ...slashes,
    ...string,
    { kind: 'keyword', match: String.raw`@[\w-]+|!important` },
    { kind: 'function', match: String.raw`--[\w-]+|[\w-]+(?=\s*:\s)` },
    { kind: 'number', match: String.raw`#[\da-fA-F]{3,8}\b|-?\b\d*\.?\d+(?:%|[a-z]+)?` },
  ],
}
const json: Language = {
  rules: [
    ...slashes,
    { kind: 'function', match: String.raw`"(?:[^"\\]|\\.)*"(?=\s*:)` },
    { kind: 'string', match: String.raw`"(?:[^"\\]|\\.)*"?` },
    { kind: 'number', match: String.raw`-?\b\d+(?:\.\d+)?(?:[eE][+-]?\d+)?` },
    word,
  ],
  keywords: words('true false null'),
}
const config: Language = {
  rules: [
    { kind: 'comment', match: String.raw`(?<![^\s])[#;].*` },
    { kind: 'function', match: String.raw`(?<=^[\s-]*)[\w./-]+(?=\s*[:=](?:\s|$))|^\s*\[{1,2}[^\]]*\]{1,2}` },
    ...string,
    number,
    word,
  ],
  keywords: words('true false null yes no on off'),
}
const diff: Language = {
  rules: [
    { kind: 'function', match: '^(?:@@|diff|index|---|\\+\\+\\+).*' },
    { kind: 'inserted', match: String.raw`^\+.*` },
    { kind: 'deleted', match: '^-.*' },
  ],
}
const docker: Language = {
  rules: [hash, ...string, { kind: 'number', match: String.raw`\$\{?\w+\}?` }, word],
  keywords: words(
    'ADD ARG AS CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL RUN SHELL STOPSIGNAL USER VOLUME WORKDIR',
  ),
}

function family(rules: readonly Rule[], keywords: string): Language {
  return { rules, keywords: words(keywords) }
}

const cFamily = family(
  [{ kind: 'keyword', match: String.raw`^\s*#\s*\w+` }, ...c],
  'alignas auto bool break case catch char class const consteval constexpr continue decltype default delete do double else enum explicit extern false final float for friend goto if inline int long mutable namespace new noexcept nullptr NULL operator override private protected public register return short signed sizeof static struct switch template this throw true try typedef typename union unsigned using virtual void volatile while',
)
const java = family(
  [{ kind: 'string', match: '"""', until: '"""' }, ...c],
  'abstract as async await base bool boolean break byte case catch char checked class companion const continue data decimal default delegate do double else enum event extends false final finally float for foreach fun get if implements import in init int interface internal is lateinit let lock long namespace native new null object open operator out override package params permits private protected public readonly record ref return sealed set short static string struct super suspend switch synchronized this throw throws transient true try typeof val var virtual void volatile when where while with yield',
)
const go = family(
  [...slashes, ...string, { kind: 'string', match: '`', until: '`' }, number, word],
  'any bool break byte case chan const continue default defer else error fallthrough false float32 float64 for func go goto if import int int32 int64 interface iota map nil package range return rune select string struct switch true type uint uint32 uint64 var',
)
const rust = family(
  [
    ...slashes,
    { kind: 'string', match: String.raw`b?"(?:[^"\\]|\\.)*"?|'(?:[^'\\]|\\.)'` },
    { kind: 'function', match: String.raw`#!?\[[^\]]*\]|[a-z_]\w*!(?=[(\[{])` },
    number,
    word,
  ],
  'as async await bool break char const continue crate dyn else enum extern f32 f64 false fn for i32 i64 if impl in isize let loop match mod move mut pub ref return self Self static str struct super trait true type u32 u64 u8 unsafe use usize where while',
)
const swift = family(
  [{ kind: 'string', match: '"""', until: '"""' }, ...c],
  'actor as associatedtype async await break case catch class continue default defer deinit do else enum extension false fileprivate for func guard if import in init inout internal is lazy let mutating nil open operator override private protocol public repeat rethrows return self Self some static struct subscript super switch throw throws true try typealias var weak where while',
)
const php = family(
  [
    hash,
    { kind: 'keyword', match: String.raw`<\?php|\?>` },
    { kind: 'plain', match: String.raw`\$\w+` },
    ...c,
  ],
  'abstract and array as break case catch class const continue declare default do echo else elseif enum extends false final finally fn for foreach function global if implements include instanceof interface isset match namespace new null or private protected public readonly require return self static switch this throw trait true try unset use var void while yield',
)
const ruby = family(
  [
    { kind: 'comment', match: '^=begin', until: '^=end' },
    hash,
    ...string,
    { kind: 'number', match: String.raw`(?<![:\w]):[\p{L}_]\w*` },
    number,
    word,
  ],
  'alias and begin break case class def defined do else elsif end ensure extend false for if in include module next nil not or private protected public raise redo require rescue retry return self super then true undef unless until when while yield',
)
const lua = family(
  [
    { kind: 'comment', match: String.raw`--\[\[`, until: String.raw`\]\]` },
    { kind: 'comment', match: '--.*' },
    ...string,
    number,
    word,
  ],
  'and break do else elseif end false for function goto if in local nil not or repeat return then true until while',
)
const powershell: Language = {
  rules: [
    { kind: 'comment', match: '<#', until: '#>' },
    hash,
    ...string,
    { kind: 'number', match: String.raw`\$[\w:]+` },
    { kind: 'word', match: String.raw`[\p{L}][\w-]*` },
  ],
  keywords: words(
    'begin break catch class continue do else elseif end exit filter finally for foreach from function if in param process return switch throw trap try until using while',
  ),
  ignoreCase: true,
}
const haskell = family(
  [
    { kind: 'comment', match: String.raw`\{-`, until: String.raw`-\}` },
    { kind: 'comment', match: '--.*' },
    { kind: 'string', match: String.raw`"(?:[^"\\]|\\.)*"?` },
    number,
    word,
  ],
  'case class data default deriving do else foreign if import in infix instance let module newtype of qualified then type where',
)
const r = family(
  [
    { kind: 'comment', match: '#.*' },
    ...string,
    number,
    { kind: 'word', match: String.raw`[\p{L}.][\p{L}\p{N}._]*` },
  ],
  'FALSE Inf NA NULL TRUE break else for function if in library next repeat require return while',
)

const table: ReadonlyArray<readonly [string, Language]> = [
  ['js javascript jsx mjs cjs ts typescript tsx mts cts vue svelte astro', script],
  ['py python python3 py3 gd gdscript', python],
  ['sh bash shell zsh fish console shellsession terminal', shell],
  ['sql postgres postgresql pgsql plpgsql mysql sqlite tsql', sql],
  ['html xml svg xhtml rss plist', markup],
  ['css scss less sass', css],
  ['json jsonc json5 jsonl ndjson', json],
  ['yaml yml toml ini conf cfg properties env dotenv', config],
  ['diff patch', diff],
  ['dockerfile docker containerfile', docker],
  ['c h cpp c++ cc hpp cxx objc objective-c arduino glsl wgsl hlsl', cFamily],
  ['java kotlin kt kts scala groovy gradle cs csharp c# dart proto protobuf', java],
  ['go golang', go],
  ['rust rs zig', rust],
  ['swift', swift],
  ['php', php],
  ['rb ruby elixir ex exs crystal', ruby],
  ['lua', lua],
  ['powershell ps1 pwsh', powershell],
  ['haskell hs elm', haskell],
  ['r rscript', r],
  [
    'makefile make',
    { ...shell, rules: [...shell.rules, { kind: 'function', match: String.raw`^[\w.-]+(?=:)` }] },
  ],
]

/** The rules of a language by any of its names, or null when it is not known. */
export function findLanguage(name: string): Language | null {
  const wanted = name.toLowerCase()
  return table.find(([names]) => names.split(' ').includes(wanted))?.[1] ?? null
}
