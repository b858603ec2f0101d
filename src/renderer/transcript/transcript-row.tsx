import { memo, type ReactNode } from 'react'
import { Remembered, rememberedOutright } from '../memory/remembered.tsx'
import { PlanCard } from '../run/plan-card.tsx'
import { Answer } from './answer.tsx'
import { OtherMessage } from './other-message.tsx'
import type { Documents, Row } from './rows.ts'
import { UserMessage } from './user-message.tsx'

export interface TranscriptRowProps {
  readonly row: Row
  readonly documents: Documents
  readonly editing: boolean
  /** A turn runs: nothing can be sent again or changed. */
  readonly busy: boolean
  /** The last of the conversation: only it can be answered again. */
  readonly latest: boolean
  /** It was looked for. */
  readonly marked?: boolean
  onEditing(messageId: string | null): void
  onEdit(messageId: string, text: string): void
  onRegenerate(messageId: string): void
}

/** One row. Drawn again only when something of it changed: rows of settled messages keep their identity. */
export const TranscriptRow = memo(function TranscriptRow(props: TranscriptRowProps): ReactNode {
  const { row, documents, busy, latest, editing, onEditing, onEdit } = props
  const onRegenerate = latest ? props.onRegenerate : null
  return (
    <div className="row" data-key={row.key} data-marked={props.marked === true ? true : undefined}>
      {content()}
    </div>
  )

  function content(): ReactNode {
    if (row.kind === 'answer') {
      return <Answer row={row} documents={documents} busy={busy} onRegenerate={onRegenerate} />
    }
    if (row.kind === 'plan' && row.message.metadata) {
      const text = rememberedOutright(row)
      if (text !== null) return <Remembered row={row} text={text} />
      return <PlanCard row={row} metadata={row.message.metadata} />
    }
    const { message } = row
    if (message.role !== 'user') return <OtherMessage message={message} />
    return (
      <UserMessage
        message={message}
        editing={editing}
        busy={busy}
        onEditing={onEditing}
        onEdit={onEdit}
        onRegenerate={onRegenerate}
      />
    )
  }
})
