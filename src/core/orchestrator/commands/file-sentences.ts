import { isFunctionWord } from '../intent/english.ts'
import { call, unquote, type Command } from './command.ts'

/** `open FILE`, `open https://…`. */
export function readOpen(sentence: string): Command | null {
  const target = /^open (?:up )?(.+)$/iu.exec(sentence)?.[1]
  if (target === undefined) return null
  const address = unquote(target)
  if (/^https?:\/\/[^\s"'<>]+$/iu.test(address)) return call('open', { target: address })
  const path = pathIn(target)
  return path === null ? null : call('open', { target: path })
}

/** `list the files in FOLDER`. */
export function readList(sentence: string): Command | null {
  const place = /^(?:list|show|show me) (?:all )?(?:of )?(?:the |my )?files (?:in|of|inside) (.+)$/iu.exec(
    sentence,
  )?.[1]
  if (place === undefined) return null
  if (/^(?:here|\.|(?:this|the|the current|my) (?:folder|directory))$/iu.test(place))
    return call('list_files', {})
  const named = /^(?:the |my )?(\S+) (?:folder|directory)$/iu.exec(place)?.[1]
  const folder = unquote(named ?? place.replace(/^(?:the |my )?(?:folder|directory) /iu, ''))
  if (/^[/~.]|^[a-z]:\\/iu.test(folder) && folder !== place) return call('list_files', { folder })
  if (!/^[^\s,:]+$/u.test(folder) || isFunctionWord(folder.toLowerCase()) || noFolder.test(folder))
    return null
  return call('list_files', { folder })
}

const noFolder =
  /^(?:order|detail|general|question|short|json|alphabetical|sequence|full|parallel|case|git|docker)$/iu

/** `export my conversations to …`; a path has to look like one. */
export function readExport(sentence: string): Command | null {
  const match =
    /^export (?:all )?(?:of )?my (?:conversation )?(?:conversations?|chats?|chat history|memory|memories|history)(?: (?:to|into|as|in) (.+))?$/iu.exec(
      sentence,
    )
  if (match === null) return null
  const [, place] = match
  if (place === undefined || /^(?:a )?(?:json|json file|file|json document)$/iu.test(place))
    return call('export_conversations', {})
  const path = pathIn(place)
  return path === null ? null : call('export_conversations', { path })
}

/** A path as people write it in a sentence: with a slash, or with the ending of a file. Null for any other words. */
function pathIn(words: string): string | null {
  const bare = words.replace(/^(?:the |my |a )?(?:file|folder)(?: (?:called|named))? /iu, '')
  const path = unquote(bare)
  // Spaces only where quotes say that they belong to it.
  if (path === bare && /\s/u.test(path)) return null
  if (/^(?:~|\.{1,2})?\/|^~$|^[a-z]:\\/iu.test(path)) return path
  if (/^(?:www\.|\w+@)|\.(?:com|org|net|io|ai|app|edu|gov|de|uk|fr|eu)$/iu.test(path)) return null
  return /^[^:?*<>|"]*[^\s.:?*<>|"/]\.(?:[a-z\d]{2,5}|[cho])$/iu.test(path) && !/\.\d+$/u.test(path)
    ? path
    : null
}
