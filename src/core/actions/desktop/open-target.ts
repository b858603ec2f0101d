import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import type { Desktop } from '../../desktop.ts'
import { defineAction, type Action } from '../action.ts'
import { targets } from '../files/targets.ts'
import { statEntry } from '../folders/entry.ts'
import { openFile } from '../folders/open-file.ts'
import { reach, reachFolder } from '../folders/reach.ts'
import type { Place } from '../place.ts'
import { isProgram } from './programs.ts'
import { lacksDesktop, theDesktop } from './the-desktop.ts'

export function openAction(desktop: Desktop | null): Action {
  return defineAction({
    name: 'open',
    description: 'Opens a file, a folder or an address on the person’s screen. Never a program.',
    input: z.strictObject({
      target: z.string().min(1).max(8_000).describe('A path, or an address with https:// or mailto:'),
    }),
    // Another program takes over, and an address tells its server something.
    risk: () => 'change',
    undo: 'no',
    lacks: () => lacksDesktop(desktop),
    bind: ({ target }, whole) => ({ target: readAddress(target) === null ? whole(target) : target }),
    summarize: ({ target }) => `Open ${target}.`,
    preview: async ({ target }, place) => {
      const address = readAddress(target)
      if (address === null) return targets([await findPath(target, place)], place)
      return { kind: 'targets', targets: [address], notes: ['It opens in your browser or mail program.'] }
    },
    async execute({ target }, { place }) {
      const shell = theDesktop(desktop)
      const address = readAddress(target)
      if (address !== null) {
        await shell.openAddress(address)
        return { summary: `Opened ${address}.` }
      }
      // A desktop takes a path: between the check and its work, the path could be exchanged. Nothing better is known.
      const path = await findPath(target, place)
      await shell.openPath(path)
      return { summary: `Opened ${path}.` }
    },
  })
}

/** The address as it was checked; null for a path. Throws AppError `forbidden` for one of another kind. */
function readAddress(target: string): string | null {
  // A drive has one letter.
  if (!/^[a-z][a-z0-9+.-]+:/i.test(target)) return null
  const url = URL.canParse(target) ? new URL(target) : null
  if (url?.protocol === 'mailto:') return checkMail(url)
  if (url?.protocol === 'http:' || url?.protocol === 'https:') return url.href
  throw new AppError('forbidden', `Only web and mail addresses are opened, and “${target}” is neither.`)
}

const mailFields = new Set(['to', 'cc', 'bcc', 'subject', 'body', 'in-reply-to'])

/** Some mail programs attach whatever file an address names. */
function checkMail(url: URL): string {
  const unknown = [...url.searchParams.keys()].find((name) => !mailFields.has(name.toLowerCase()))
  if (unknown === undefined) return url.href
  throw new AppError('forbidden', `The mail address holds “${unknown}”, which is not opened.`)
}

/** Where it truly lies. Throws AppError for what actions may not read, and for programs. */
async function findPath(target: string, place: Place): Promise<string> {
  return reach(target, { use: 'read', follow: true }, place, async (spot) => {
    const stat = await statEntry(spot)
    if (stat === null) throw new AppError('not_found', `There is no ${spot.path}.`)
    if (isProgram(spot.name, stat))
      throw new AppError('forbidden', `${spot.path} is a program, or opens one. Start it by hand.`)
    if (stat.isDirectory()) return reachFolder(spot.path, place, async ({ path }) => path)
    if (!stat.isFile()) throw new AppError('invalid_input', `${spot.path} is neither a file nor a folder.`)
    await (await openFile(spot)).close()
    return spot.path
  })
}
