import { decodeEntities } from '../../shared/entities.ts'

const protocols = new Set(['http:', 'https:', 'mailto:'])

/**
 * The address a link may lead to, as a browser would write it (host names in ASCII, so that look-alikes show), or null:
 * no protocol but http, https and mailto, nothing relative, nothing invisible in it.
 */
export function safeUrl(href: string): string | null {
  const text = decodeEntities(href).trim()
  if (text.length > 8_192 || hasInvisible(text)) return null
  const url = URL.parse(text)
  if (!url || !protocols.has(url.protocol)) return null
  return url.protocol === 'mailto:' || url.host !== '' ? url.href : null
}

/**
 * The host that a link really leads to, when its text names another one; else null.
 *
 * @param text what is shown, such as `https://bank.example`
 */
export function misleadingHost(text: string, url: string): string | null {
  const target = URL.parse(url)
  if (!target || target.protocol === 'mailto:') return null
  const shown = /(?:[a-z][a-z\d+.-]*:\/\/)?(?:[^\s/@]*@)?((?:[\p{L}\p{N}-]+\.)+[\p{L}]{2,})/iu.exec(
    text.trim(),
  )
  if (!shown?.[1]) return null
  const bare = (host: string): string => host.toLowerCase().replace(/^www\./, '')
  const host = URL.parse(`https://${shown[1]}`)?.hostname ?? shown[1]
  return bare(host) === bare(target.hostname) ? null : target.hostname
}

/** Control characters, and what is not seen or turns the reading direction. */
function hasInvisible(text: string): boolean {
  return /[\p{Cc}\u00AD\u061C\u200B-\u200F\u2028-\u202E\u2060-\u2069\uFEFF]/u.test(text)
}

/** Text without characters that turn the reading direction: a name must not read as another one. */
export function withoutBidi(text: string): string {
  return text.replace(/[\u061C\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
}
