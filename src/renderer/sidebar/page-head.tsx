import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { IconButton } from '../controls/icon-button.tsx'
import { SidebarButtons, type SidebarButtonsProps } from './sidebar-buttons.tsx'

export interface PageHeadProps {
  readonly title: string
  readonly about: string
  /** Null while the sidebar is shown. */
  readonly sidebar: SidebarButtonsProps | null
  readonly back: {
    readonly label: string
    /** As they are shown, where the page has keys of its own. */
    readonly keys?: string
    /** For `aria-keyshortcuts`. */
    readonly ariaKeys: string
    onTake(): void
  }
  /** What the page can do as a whole. */
  readonly children?: ReactNode
}

/** What a page is that stands in the place of the conversation, and the way back to that. */
export function PageHead({ title, about, sidebar, back, children }: PageHeadProps): ReactNode {
  const { label, keys, ariaKeys, onTake } = back
  return (
    <>
      <div className="flex flex-wrap items-center gap-2 pt-2.5 min-[900px]:pt-6">
        {sidebar && <SidebarButtons {...sidebar} />}
        <h1 className="me-auto text-xl leading-8 font-semibold tracking-[-0.015em]">{title}</h1>
        {children}
        <IconButton label={label} {...(keys !== undefined && { keys })} ariaKeys={ariaKeys} onClick={onTake}>
          <X aria-hidden size={17} />
        </IconButton>
      </div>
      <p className="mt-1 text-md text-ink-2">{about}</p>
    </>
  )
}
