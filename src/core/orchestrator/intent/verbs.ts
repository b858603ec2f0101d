import { indexWords, nearWord } from './near-word.ts'

/**
 * What a verb of command asks for. `do` changes something in the world and `destroy` takes something away; `look`
 * wants something fetched; `tell`, `think` and `write` are what a model does by itself, in words.
 */
export type VerbKind = 'do' | 'destroy' | 'look' | 'tell' | 'think' | 'write'

const kinds: Readonly<Record<VerbKind, string>> = {
  destroy: `
    annihilate axe bin clean cleanup clear delete demolish deduplicate destroy discard dispose ditch drop eliminate
    empty eradicate erase exterminate expunge flush junk kill lose nix nuke obliterate overwrite prune purge reinstall
    remove reset rid rm scrap scrub shred terminate toss trash truncate uninstall unlink vaporize wipe zap`,
  do: `
    abort accelerate accept acquire activate alert augment contact engage ensure fire hit hook ramp pop stick shoot warn assist halve mix add adjust allocate alter amend announce answer append apply approve archive arrange arm
    assemble assign attach automate back backup ban block blur book bookmark boost boot brew bring broadcast bump buy
    call cancel cap capture carry cast change charge chop close collapse combine commit compile compress configure
    confirm connect copy correct cover crank create crop customise customize cut deactivate decline decrease decrypt
    deliver deny deploy deposit dial dim disable disarm disconnect dismiss dispatch display donate download drag
    duplicate duck edit eject email enable encrypt end enlarge enroll enter establish exchange execute exit expand
    export extend extract fast-forward fax file fill fix flag flip fold follow force forget format forward freeze fund
    go grab grant halt hang hide hold hook import increase initialise initialize initiate insert install invite invoke
    join jump keep launch lengthen lift lighten link load lock log lower mail make mark maximise maximize merge message
    migrate minimise minimize mirror modify mount move mute notify open order organise organize pack page pair park
    partition paste patch pause pay phone pin ping place play plug populate post postpone power prepare press print procure
    protect publish pull purchase push put queue quit raise rearrange reboot rebuild reconnect record redirect redo
    reduce refer refill refresh refund register reinstate relocate remember remind rename renew rent reopen reorder
    reorganise reorganize repair repeat replace request reschedule reserve resize resend respond restart
    restore resume retrieve retry return reverse revert revoke ring roll rotate round run save scale scan schedule screenshot
    secure send set setup shift ship shorten shrink shuffle shut share sign silence skip sleep slow snooze sort
    spawn speak speed spin split squash stage start stash step stop store stream submit subscribe suspend swap switch
    sync synchronise synchronize tag take talk tap tar text throw tidy toggle touch transfer transmit transport trigger
    trim tune turn unblock undo unfreeze unlock unmount unmute unpack unpause unpin unsubscribe unsync untag unzip update upgrade upload use wake warm whisper wire withdraw wrap yank zip`,
  look: `
    browse check display fetch find get give hunt inspect list locate look monitor obtain peek preview pull query read
    recall report select pick choose retrieve search see show view watch verify test track monitor provide double-check confirm`,
  tell: `
    advise ask bet believe clarify congratulate consider describe discuss elaborate enlighten entertain excuse explain
    forgive greet guess help imagine inform instruct introduce joke let name pretend pronounce quiz recite recommend
    relate remark say sing spell state specify suggest suppose teach tell thank think trust understand wish wonder assume`,
  think: `
    add analyse analyze assess brainstorm calculate classify compare compute contrast convert count critique debate
    debug decide define derive determine differentiate divide estimate evaluate factor grade identify improve
    integrate interpret judge list multiply outline paraphrase predict proofread prove rank rate rephrase review
    reword rewrite simplify solve subtract sum summarise summarize translate`,
  write: 'compose craft draft generate write',
}

const lexicon = new Map<string, VerbKind>()
for (const kind of ['think', 'tell', 'look', 'write', 'do', 'destroy'] as const)
  for (const verb of kinds[kind].split(/\s+/u)) if (verb !== '') lexicon.set(verb, kind)
// Where a word is in two groups the more careful reading counts: these are looked at, not made.
for (const verb of ['display', 'retrieve', 'list', 'pull']) lexicon.set(verb, 'look')

const irregular = new Map<string, string>(
  Object.entries({
    sent: 'send',
    made: 'make',
    done: 'do',
    paid: 'pay',
    bought: 'buy',
    taken: 'take',
    thrown: 'throw',
    gotten: 'get',
    written: 'write',
    woken: 'wake',
    kept: 'keep',
    built: 'build',
    found: 'find',
    frozen: 'freeze',
    shut: 'shut',
    set: 'set',
    put: 'put',
    cut: 'cut',
    reset: 'reset',
    rid: 'rid',
    shown: 'show',
    told: 'tell',
  }),
)
lexicon.set('build', 'do')
lexicon.set('do', 'do')

/** The kind of a verb in its base form, or undefined of what is none of ours. */
export function verbKind(word: string): VerbKind | undefined {
  return lexicon.get(word)
}

const byLetter = indexWords(lexicon.keys())

/** The same, forgiving one slip in a word of five letters or more. */
export function verbKindOfSlip(word: string): VerbKind | undefined {
  return word.length < 5 ? undefined : lexicon.get(nearWord(word, byLetter) ?? '')
}

/** `deleting` → `delete`, `stopped` → `stop`, `sent` → `send`; null of what is no form of a verb of ours. */
export function baseForm(word: string): string | null {
  const known = irregular.get(word)
  if (known !== undefined) return known
  const stem = /^(.+?)(?:ing|ed|es|s)$/u.exec(word)?.[1]
  if (stem === undefined || stem.length < 2) return null
  const single = stem.replace(/(.)\1$/u, '$1')
  const bases = [stem, `${stem}e`, single, stem.replace(/i$/u, 'y'), word.slice(0, -1)]
  return bases.find((base) => lexicon.has(base)) ?? null
}
