/** Words that keys are made of, and the forms that stand for each: see key.ts. */

/** What is written with signs that a key does not have. */
export const shortForms: readonly (readonly [string, string])[] = [
  ['c++', 'cpp'],
  ['c#', 'csharp'],
  ['f#', 'fsharp'],
  ['.net', ' dotnet'],
  ['node.js', 'node'],
  ['next.js', 'nextjs'],
  ['vue.js', 'vue'],
  ["n't", ' not'],
  ['n’t', ' not'],
]

/** Names with more than one spelling. */
export const aliases: ReadonlyMap<string, string> = new Map([
  ['k8s', 'kubernetes'],
  ['k8', 'kubernetes'],
  ['ts', 'typescript'],
  ['js', 'javascript'],
  ['nodejs', 'node'],
  ['py', 'python'],
  ['golang', 'go'],
  ['postgresql', 'postgres'],
  ['psql', 'postgres'],
  ['favourite', 'favorite'],
  ['colour', 'color'],
])

/** What somebody has one of has one key, in whichever of these languages it is told. */
export const attributeNames: ReadonlyMap<string, string> = new Map([
  ['vorname', 'first name'],
  ['nachname', 'last name'],
  ['geburtstag', 'birthday'],
  ['e-mail', 'email'],
  ['e-mail-adresse', 'email'],
  ['emailadresse', 'email'],
  ['e-mail address', 'email'],
  ['email address', 'email'],
  ['telefonnummer', 'phone number'],
  ['handynummer', 'phone number'],
  ['phone', 'phone number'],
  ['adresse', 'address'],
  ['zeitzone', 'time zone'],
  ['timezone', 'time zone'],
  ['beruf', 'job'],
  ['arbeitgeber', 'employer'],
  ['名字', 'name'],
  ['姓名', 'name'],
  ['生日', 'birthday'],
  ['邮箱', 'email'],
  ['邮件', 'email'],
  ['电子邮箱', 'email'],
  ['电子邮件', 'email'],
  ['电话', 'phone number'],
  ['电话号码', 'phone number'],
  ['手机号', 'phone number'],
  ['手机号码', 'phone number'],
  ['地址', 'address'],
  ['时区', 'time zone'],
  ['职业', 'job'],
  ['雇主', 'employer'],
])

/** Names with a capital inside, that some write as two words. */
export const joined: ReadonlySet<string> = new Set(
  [
    'typescript javascript github gitlab postgresql mysql graphql mongodb dynamodb youtube linkedin openai',
    'nodejs fastapi webassembly devops rabbitmq vscode',
  ].flatMap((line) => line.split(' ')),
)

/** They end in s and are no plural. */
export const keepsItsEnd: ReadonlySet<string> = new Set(
  [
    'kubernetes postgres windows rails jenkins emacs devops news always sometimes perhaps besides series species',
    'pandas canvas atlas alias bias texas christmas chaos kudos',
    'aws ios macos css sass less redis dns https sms gps lens mars james paris wales',
  ].flatMap((line) => line.split(' ')),
)

/** What a key begins with: the third person stands for all forms. */
const families = [
  'uses use using used',
  'prefers prefer preferring preferred',
  'likes like liking liked',
  'loves love loving loved',
  'hates hate hating hated',
  'dislikes dislike disliking disliked',
  'wants want wanting wanted',
  'needs need needing needed',
  'knows know knowing knew',
  'learns learn learning learned',
  'has have having had',
  'is am are being be',
  'works work working worked',
  'lives live living lived',
  'runs run running ran',
  'writes write writing wrote',
  'builds build building built',
  'deploys deploy deploying deployed',
  'develops develop developing developed',
  'plans plan planning planned',
  'plays play playing played',
  'speaks speak speaking spoke',
  'reads read reading',
  'eats eat eating ate',
  'drinks drink drinking drank',
  'avoids avoid avoiding avoided',
  'owns own owning owned',
  'studies study studying studied',
  'teaches teach teaching taught',
  'hosts host hosting hosted',
  'manages manage managing managed',
  'maintains maintain maintaining maintained',
  'tests test testing tested',
  'stores store storing stored',
]
export const verbs: ReadonlyMap<string, string> = new Map(
  families.flatMap((family) => {
    const forms = family.split(' ')
    return forms.map((form) => [form, forms[0] ?? form] as const)
  }),
)
