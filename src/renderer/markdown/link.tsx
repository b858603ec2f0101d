import { createContext, use, type MouseEvent, type ReactNode } from 'react'
import { ImageOff } from 'lucide-react'
import { OpenLinkContext } from './link-context.ts'
import { misleadingHost, safeUrl, withoutBidi } from './safe-url.ts'
import { useWords } from '../use-words.ts'

/** A link within a link is not HTML: an image there is named without leading anywhere. */
const InsideLink = createContext(false)

export interface LinkProps {
  readonly href: string
  /** What the children read as. */
  readonly text: string
  readonly children: ReactNode
}

/** A link that asks its surroundings to open it, or plain text when its address may not be opened. */
export function Link({ href, text, children }: LinkProps): ReactNode {
  const url = safeUrl(href)
  if (url === null) return children
  const host = misleadingHost(text, url)
  return (
    <Anchor url={url} className="md-link">
      <InsideLink value={true}>
        <bdi>{text === withoutBidi(text) ? children : withoutBidi(text)}</bdi>
      </InsideLink>
      {host === null ? null : <span className="md-host"> ({host})</span>}
    </Anchor>
  )
}

interface AnchorProps {
  readonly url: string
  readonly className: string
  readonly children: ReactNode
}

function Anchor({ url, className, children }: AnchorProps): ReactNode {
  const onOpenLink = use(OpenLinkContext)
  const stop = (event: MouseEvent): void => event.preventDefault()
  const open = (event: MouseEvent): void => {
    event.preventDefault()
    onOpenLink(url)
  }
  return (
    <a
      href={url}
      title={url}
      className={className}
      rel="noreferrer noopener"
      draggable={false}
      onClick={open}
      onAuxClick={stop}
    >
      {children}
    </a>
  )
}

const shownAddress = 60

/**
 * Stands for an image. None is ever loaded: an address in an answer could carry words of the conversation away. A
 * person may still open one.
 */
export function ImageChip({ href, alt }: { readonly href: string; readonly alt: string }): ReactNode {
  const t = useWords()
  const url = safeUrl(href)
  const inside = use(InsideLink)
  const address = url === null ? null : url.replace(/^https?:\/\//, '')
  const content = (
    <>
      <ImageOff size={13} aria-hidden="true" />
      <span className="md-image-alt">{withoutBidi(alt) || t('transcript:image')}</span>
      <span className="md-image-address">
        {address === null ? t('transcript:notShown') : shorten(address)}
      </span>
    </>
  )
  if (url === null || inside) return <span className="md-image">{content}</span>
  return (
    <Anchor url={url} className="md-image">
      {content}
    </Anchor>
  )
}

function shorten(address: string): string {
  return address.length > shownAddress ? `${address.slice(0, shownAddress)}…` : address
}
