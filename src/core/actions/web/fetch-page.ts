import { z } from 'zod'
import { AppError } from '../../../shared/errors.ts'
import { defineAction, type Action } from '../action.ts'
import { count } from '../files/text.ts'
import { getPage, type Page } from './get-page.ts'
import { readAddress, usualRules, type AddressRules } from './page-address.ts'
import { pageText } from './page-text.ts'

export interface PageSurroundings {
  /** Whether the person has switched the network on. Asked at each use. */
  readonly network: () => Promise<boolean>
  readonly rules?: AddressRules
}

const switchedOff =
  'The network is switched off, so no page is fetched. It is switched on in Hearth’s window, under “Folders and rules”.'
const limits = { bytes: 5_000_000, milliseconds: 30_000 }
const readByModel = 50_000

export function fetchPageAction({ network, rules = usualRules }: PageSurroundings): Action {
  return defineAction({
    name: 'fetch_page',
    description: 'Fetches a public web page and gives its text.',
    input: z.strictObject({ url: z.string().min(1).max(8_000).describe('Whole address, with https://') }),
    // Nothing changes here, but an address tells its server something.
    risk: () => 'change',
    undo: 'no',
    lacks: async () => ((await network()) ? null : switchedOff),
    summarize: ({ url }) => `Fetch the page ${url}.`,
    async preview({ url }) {
      await checkSwitch()
      return { kind: 'targets', targets: [readAddress(url, undefined, rules).href], notes: [] }
    },
    async execute({ url }, { signal }) {
      await checkSwitch()
      const page = await getPage(url, rules, limits, signal)
      const { title, text } = textOf(page)
      const cut = page.cut || text.length > readByModel
      return {
        summary: `Fetched ${title === '' ? '' : `“${title}” from `}${page.url} (${count(page.body.length, 'byte')}).`,
        output: `${text.slice(0, readByModel)}${cut ? '\n[There is more of the page.]' : ''}`,
        source: page.url,
      }
    },
  })

  async function checkSwitch(): Promise<void> {
    if (await network()) return
    throw new AppError('forbidden', switchedOff)
  }
}

function textOf({ url, type, body }: Page): { readonly title: string; readonly text: string } {
  const kind = type.split(';')[0]?.trim() ?? ''
  const isHtml = kind === 'text/html' || kind === 'application/xhtml+xml'
  if (!isHtml && !/^(text\/|application\/(.*\+)?(json|xml)$)/.test(kind))
    throw new AppError(
      'action_failed',
      `${url} is no text, but ${kind === '' ? 'of an unknown kind' : kind}.`,
    )
  const text = decode(body, type, isHtml)
  return isHtml ? pageText(text) : { title: '', text }
}

/** By what the server says, or the page says of itself at its beginning. */
function decode(body: Buffer, type: string, isHtml: boolean): string {
  const named = /charset\s*=\s*["']?([\w-]+)/i
  const head = isHtml ? body.subarray(0, 2_048).toString('latin1') : ''
  const label = named.exec(type)?.[1] ?? named.exec(head)?.[1] ?? 'utf-8'
  try {
    return new TextDecoder(label).decode(body)
  } catch {
    // No encoding is called that.
    return new TextDecoder().decode(body)
  }
}
