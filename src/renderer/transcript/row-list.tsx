import type { ReactNode } from 'react'
import type { CustomContainerComponentProps } from 'virtua'

/**
 * The element around the rows. The list would turn the pointer off while it scrolls, which it does all the time an
 * answer is followed: links and buttons have to work then, and each change would style all text again.
 */
export function RowList({ style, ref, children }: CustomContainerComponentProps): ReactNode {
  return (
    <div ref={ref} style={{ ...style, pointerEvents: undefined }}>
      {children}
    </div>
  )
}
