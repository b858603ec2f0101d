/**
 * What follows a German «dass», as somebody would say it alone: «wir mit Helm deployen» is «wir deployen mit Helm». Only
 * where it is sure which words are the subject and which the verb; all else stays as it was said.
 */
export function mainClause(clause: string): string {
  const [, subject, rest, verb] = forms.map((form) => form.exec(clause)).find((found) => found !== null) ?? []
  if (subject === undefined || rest === undefined || verb === undefined) return clause
  // A comma is another clause, whose verb this may be.
  return rest.includes(',') ? clause : `${subject} ${verb} ${rest}`
}

const listed = (words: string): string => words.trim().split(/\s+/u).join('|')

const ofMe = listed(`
  bin habe hatte nutze benutze verwende arbeite wohne lebe mag liebe hasse bevorzuge spreche schreibe heiße heisse komme
  studiere unterrichte entwickle betreibe esse trinke spiele vertrage brauche kann will muss darf möchte programmiere
  deploye teste lerne trage fahre rauche leite baue plane`)
const ofUs = listed(`
  sind haben hatten nutzen benutzen verwenden arbeiten wohnen leben mögen lieben hassen bevorzugen sprechen schreiben
  heißen heissen kommen studieren unterrichten entwickeln betreiben essen trinken spielen vertragen brauchen können
  wollen müssen dürfen möchten programmieren deployen testen lernen tragen fahren leiten bauen planen hosten`)
const ofIt = listed(`
  ist hat hatte heißt heisst läuft nutzt benutzt verwendet arbeitet wohnt lebt mag liebt hasst bevorzugt spricht schreibt
  kommt isst trinkt spielt braucht kann will muss darf steht liegt lautet gehört kostet dauert leitet deployt`)

const forms = [
  new RegExp(`^(ich) (.+) (${ofMe})$`, 'iu'),
  new RegExp(`^(wir|sie) (.+) (${ofUs})$`, 'iu'),
  new RegExp(`^(er|sie|es|man) (.+) (${ofIt})$`, 'iu'),
  // «mein Kollege Max krank ist»: what begins with another name may belong to the subject.
  new RegExp(
    String.raw`^((?:[Mm]ein|[Uu]nser|[Dd]er|[Dd]ie|[Dd]as|[Dd]ies|[Ss]ein|[Ii]hr)\p{Ll}* (?:\p{Ll}+ )?\p{Lu}\S*) ([\p{Ll}\d].*|\S+) (${ofIt}|${ofUs})$`,
    'u',
  ),
]
