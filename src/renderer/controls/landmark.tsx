import { Menu } from '@base-ui/react/menu'
import { createContext, use, useState, type ComponentProps, type ReactNode } from 'react'

const LandmarkElement = createContext<HTMLElement | null>(null)

export interface LandmarkProps extends ComponentProps<'div'> {
  readonly as: 'aside' | 'main'
}

/** A part of the page that has a name. Its menus float within it, so that a screen reader finds them there. */
export function Landmark({ as: Tag, children, ...props }: LandmarkProps): ReactNode {
  const [element, setElement] = useState<HTMLElement | null>(null)
  return (
    <Tag ref={setElement} {...props}>
      <LandmarkElement value={element}>{children}</LandmarkElement>
    </Tag>
  )
}

/** Where the menus of a landmark go. */
export function MenuPortal({ children }: { readonly children: ReactNode }): ReactNode {
  return <Menu.Portal container={use(LandmarkElement)}>{children}</Menu.Portal>
}
