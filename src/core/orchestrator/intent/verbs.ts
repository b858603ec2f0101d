import { indexWords, nearWord } from './near-word.ts'

/**
 * What a verb of command asks for. `do` changes something in the world and `destroy` takes something away; `look`
 * wants something fetched; `tell`, `think` and `write` are what a model does by itself, in words.
 */
export type VerbKind = 'do' | 'destroy' | 'look' | 'tell' | 'think' | 'write'

const kinds: Readonly<Record<VerbKind, string>> = {
  destroy: `
    annihilate axe bin blank chuck clean cleanse cleanup clear deduplicate deinstall delete demolish
    destroy discard dispose ditch drop eliminate empty eradicate erase expunge exterminate flush junk
    kill lose nix nuke obliterate overwrite prune purge reinstall remove reset revoke rid rm scrap scrub
    shred sweep terminate toss trash truncate uninstall unlink vaporize wipe zap zero`,
  do: `
    abort accelerate accept acquire activate add adjust alert allocate allow alter amend announce answer
    append apply approve archive arm arrange assemble assign assist attach augment automate back backup
    bake ban block blow blur book bookmark boost boot brew bring broadcast build bump buy call cancel
    cap capture carry cast change charge chop clone close collapse combine commit compile compress
    configure confirm connect contact cook copy correct cover crank create crop cross customise
    customize cut deactivate decline decrease decrypt deliver deny deploy deposit dial dim disable
    disarm disconnect dismiss dispatch do donate download drag duck duplicate edit eject email enable
    encrypt end engage enlarge enroll ensure enter establish exchange execute exit expand export extend
    extract fast-forward fax file fill fire fix flag flip fold follow force forget format forward free
    freeze fund go grab grant halt halve hang hide hit hold hook ignore import increase initialise
    initialize initiate insert install invite invoke join jot jump keep launch lengthen lift lighten
    link load lock log lower mail make mark maximise maximize merge message migrate minimise minimize
    mirror mix modify mount move mute notify nudge open order organise organize pack page pair park
    partition paste patch pause pay permit phone pin ping place play plug pop populate post postpone
    power prepare press print procure protect publish purchase push put queue quit raise ramp rearrange
    rebase reboot rebuild reconnect record redirect redo reduce refer refill refresh refund register
    reinstate relocate remember remind rename renew rent reopen reorder reorganise reorganize repair
    repeat replace request reschedule resend reserve resize respond restart restore resume retry return
    reverse revert ring roll rotate round run save scale scan schedule screenshot secure send set setup
    share shift ship shoot shorten shrink shuffle shut sign silence skip sleep slow snooze sort spawn
    speak speed spin split squash stage start stash step stick stop store stream submit subscribe
    suspend swap switch sync synchronise synchronize tag take talk tap tar text throw tidy toggle touch
    transfer transmit transport trigger trim tune turn type unblock undo unfreeze unlock unmount unmute
    unpack unpause unpin unpublish unsend unsubscribe unsync untag unzip update upgrade upload use wake
    warm warn wash whisper wire withdraw wrap yank zip`,
  look: `
    browse check choose display double-check fetch find get give hunt inspect list locate look lookup
    monitor obtain peek pick preview provide pull query read recall report retrieve search see select
    show test track verify view watch`,
  tell: `
    advise ask assume believe bet cite clarify congratulate consider describe detail disclose discuss
    elaborate enlighten entertain enumerate excuse explain express forgive greet guess guide help
    illustrate imagine inform instruct introduce joke justify let mention name narrate present pretend
    pronounce quiz quote recap recite recommend relate remark reveal rhyme say sing specify spell state
    suggest supply suppose teach tell thank think trust understand walk wish wonder`,
  think: `
    analyse analyze assess brainstorm calculate classify compare compute contrast convert count critique
    debate debug decide define derive determine diagnose differentiate divide estimate evaluate factor
    grade identify improve integrate interpret judge multiply outline paraphrase predict proofread prove
    rank rate rephrase review reword rewrite simplify solve subtract sum summarise summarize translate
    troubleshoot unscramble`,
  write: `
    compose craft draft generate write`,
}

const lexicon: ReadonlyMap<string, VerbKind> = new Map(
  (Object.keys(kinds) as VerbKind[]).flatMap((kind) =>
    kinds[kind]
      .trim()
      .split(/\s+/u)
      .map((verb) => [verb, kind] as const),
  ),
)

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

/** The kind of a verb in its base form, or undefined of what is none of ours. */
export function verbKind(word: string): VerbKind | undefined {
  return lexicon.get(word)
}

const byLetter = indexWords(lexicon.keys())

/** The same, forgiving one slip in a word of five letters or more. */
export function verbKindOfSlip(word: string): VerbKind | undefined {
  return word.length < 4 ? undefined : lexicon.get(nearWord(word, byLetter) ?? '')
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
