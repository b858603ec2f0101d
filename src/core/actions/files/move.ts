import { link, rename, unlink } from 'node:fs/promises'
import { AppError } from '../../../shared/errors.ts'
import { statEntry } from '../folders/entry.ts'
import type { Entry } from '../folders/entry.ts'
import { systemCode } from '../../file-errors.ts'
import { Arrived } from './arrived.ts'
import { outline } from './glimpse.ts'
import { copyEntry, removeEntry } from './tree.ts'

/** What a file system says that knows no second name for a file. */
const noLinks = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EMLINK', 'EACCES'])

/**
 * Moves a file, a link or a folder to a name that is free; `draftName` is for what comes from another disk, which gets
 * its name when it is whole. A file that comes to be at `to` meanwhile is never lost: files move by a second name,
 * which the system gives only where there is none (left out on file systems that know no second names). On failure
 * nothing was moved, or the error is `Arrived`.
 */
export async function moveEntry(
  from: Entry,
  to: Entry,
  draftName: string,
  signal: AbortSignal,
): Promise<void> {
  try {
    await moveHere(from, to)
  } catch (error) {
    if (systemCode(error) !== 'EXDEV') throw error
    const arrive = async (draft: Entry): Promise<void> => {
      if ((await statEntry(to)) !== null) throw taken(to)
      await exchange(draft, to)
    }
    return moveAcross(from, to, draftName, signal, { arrive, goBack: () => removeEntry(to) })
  }
  await settle(from, to)
}

/** The same on one disk. */
async function moveHere(from: Entry, to: Entry): Promise<void> {
  const stat = await statEntry(from)
  if (stat === null) throw new AppError('not_found', `There is no ${from.folder.path}/${from.name}.`)
  if ((await statEntry(to)) !== null) throw taken(to)
  try {
    if (!(stat.isFile() && (await moveByLink(from, to)))) await exchange(from, to)
  } catch (error) {
    if (systemCode(error) === 'EEXIST') throw taken(to)
    throw error
  }
}

/** Puts a file in place of another, in the same folder or on the same disk, all of it at once. */
export async function exchange(from: Entry, to: Entry): Promise<void> {
  await from.folder.confirm()
  await to.folder.confirm()
  await rename(from.folder.at(from.name), to.folder.at(to.name))
}

/**
 * The same from anywhere: what comes from another disk is copied beside first, under `draftName`. `check` is asked right
 * before, when the copy is there: what it throws leaves all as it was. Fails as a move does.
 */
export async function replaceBy(
  from: Entry,
  to: Entry,
  draftName: string,
  signal: AbortSignal,
  check: () => Promise<void> = async () => {},
): Promise<void> {
  await check()
  try {
    await exchange(from, to)
  } catch (error) {
    if (systemCode(error) !== 'EXDEV') throw error
    // What was replaced cannot come back from here: so it is tried first whether the old name can go.
    await tryToName(from, { folder: from.folder, name: draftName })
    const arrive = async (draft: Entry): Promise<void> => {
      await check()
      await exchange(draft, to)
    }
    return moveAcross(from, to, draftName, signal, { arrive, goBack: null })
  }
  await settle(from, to)
}

/** Fails where names of this folder cannot be changed. Says nothing of a disk that knows no second names. */
async function tryToName(file: Entry, name: Entry): Promise<void> {
  await file.folder.confirm()
  try {
    await link(file.folder.at(file.name), name.folder.at(name.name))
  } catch (error) {
    if (noLinks.has(systemCode(error) ?? '') && systemCode(error) !== 'EACCES') return
    throw error
  }
  await removeEntry(name)
}

/** Gives a file a second name. False where the system has no such thing for it: another disk, or another kind of one. */
export async function addName(from: Entry, to: Entry): Promise<boolean> {
  await from.folder.confirm()
  await to.folder.confirm()
  try {
    await link(from.folder.at(from.name), to.folder.at(to.name))
  } catch (error) {
    if (systemCode(error) === 'EXDEV' || noLinks.has(systemCode(error) ?? '')) return false
    throw error
  }
  const added = await statEntry(to)
  if (added?.isFile()) return true
  // It was exchanged for a link just now.
  await removeEntry(to)
  throw new AppError('forbidden', `${from.folder.path}/${from.name} was exchanged just now. Try again.`)
}

async function moveByLink(from: Entry, to: Entry): Promise<boolean> {
  if (!(await addName(from, to))) return false
  const [old, moved] = [await statEntry(from), await statEntry(to)]
  // Something else may have taken the old name just now; it stays.
  if (!(old && moved && old.ino === moved.ino && old.dev === moved.dev)) return true
  try {
    await unlink(from.folder.at(from.name))
  } catch (error) {
    await removeEntry(to)
    throw error
  }
  return true
}

interface Arrival {
  /** Gives the copy its name. */
  readonly arrive: (draft: Entry) => Promise<void>
  /** Takes that back; null where something else was there before, which is put aside for the undo. */
  readonly goBack: (() => Promise<void>) | null
}

/**
 * By a copy, which takes its time: what was changed meanwhile is not moved. The copy gets its name first, and that is on the
 * disk before anything else happens, so that whenever this is cut off there is something whole under the old name or the
 * new. Then what was copied gets another name: the system does that as a whole or not at all, while removing a folder could
 * end half-way, with half of it gone.
 */
async function moveAcross(
  from: Entry,
  to: Entry,
  draftName: string,
  signal: AbortSignal,
  { arrive, goBack }: Arrival,
): Promise<void> {
  const draft = { folder: to.folder, name: draftName }
  const rest = { folder: from.folder, name: draftName }
  const before = await outline(from, signal)
  await copyEntry(from, draft, signal)
  let copied: string | null
  try {
    copied = await outline(draft, signal)
    if ((await outline(from, signal)) !== before) throw changedMeanwhile(from)
    await arrive(draft)
  } catch (error) {
    await removeEntry(draft)
    throw error
  }
  // A stop is too late from here on.
  const untilEnd = new AbortController().signal
  try {
    await to.folder.flush()
    await exchange(from, rest)
    if ((await outline(rest, untilEnd)) !== before) {
      await putBack(rest, from, to)
      throw changedMeanwhile(from)
    }
  } catch (error) {
    if (error instanceof Arrived) throw error
    // What others have written into the copy is nowhere else.
    if (!goBack || (await outline(to, untilEnd)) !== copied) throw stays(from, to, error)
    await goBack()
    throw error
  }
  await settle(from, to, rest)
}

/** What was written to gets its old name again, unless something else has come there meanwhile: then both stay. */
async function putBack(rest: Entry, from: Entry, to: Entry): Promise<void> {
  try {
    await moveHere(rest, from)
  } catch (error) {
    const [old, now, other] = [from, to, rest].map(({ folder, name }) => `${folder.path}/${name}`)
    const told = `${old} was moved to ${now}, but it was changed meanwhile: with the changes it is ${other}.`
    throw new Arrived('changed', told, { cause: error })
  }
}

function changedMeanwhile(from: Entry): AppError {
  return new AppError(
    'changed',
    `${from.folder.path}/${from.name} was changed while it was copied. It was left where it is.`,
  )
}

function stays(from: Entry, to: Entry, cause: unknown): Arrived {
  const [old, now] = [from, to].map(({ folder, name }) => `${folder.path}/${name}`)
  return new Arrived(
    'action_failed',
    `${old} is at ${now} now as well: it could not be taken from where it was.`,
    {
      cause,
    },
  )
}

/** Brings a move to the disk, or, where that was done, removes what is left of it. */
async function settle(from: Entry, to: Entry, rest: Entry | null = null): Promise<void> {
  try {
    if (rest) await removeEntry(rest)
    else await to.folder.flush()
    await from.folder.flush()
  } catch (error) {
    // What cannot be looked at may be there.
    const left = rest && (await statEntry(rest).catch(() => rest)) ? rest : null
    const path = `${from.folder.path}/${from.name}`
    const told = left
      ? `All of ${path} was moved, but it could not be removed to its end: the rest is ${left.folder.path}/${left.name}.`
      : `${path} was moved, but the disk has not confirmed it.`
    throw new Arrived('action_failed', told, { cause: error })
  }
}

function taken(to: Entry): AppError {
  return new AppError('invalid_input', `There is already ${to.folder.path}/${to.name}.`)
}
