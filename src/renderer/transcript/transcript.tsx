import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { ArrowDown } from 'lucide-react'
import { Virtualizer } from 'virtua'
import type { Message } from '../../shared/message.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { OpenLinkContext } from '../markdown/link-context.ts'
import { answerRows, createDocuments, settledRows, type Row } from './rows.ts'
import { RowList } from './row-list.tsx'
import { likelyRowSize } from './row-size.ts'
import { TranscriptRow } from './transcript-row.tsx'
import { useFollow } from './use-follow.ts'
import { useLatest } from './use-latest.ts'
import { usePrepended } from './use-prepended.ts'
import '../markdown/markdown.css'
import '../markdown/code.css'
import './transcript.css'
import './message.css'

export interface TranscriptProps {
  readonly conversationId: string
  /** Settled ones, oldest first. The answer that is being written is not among them. */
  readonly messages: readonly Message[]
  readonly hasEarlier: boolean
  readonly loadingEarlier: boolean
  /** A new object for every change, at most once a frame. */
  readonly turn: RunningTurn | null
  onLoadEarlier(): void
  /** Another answer in the place of this one. */
  onRegenerate(messageId: string): void
  /** Another text in the place of a message of the person. */
  onEdit(messageId: string, text: string): void
  onOpenLink(url: string): void
}

/** Above the first message. The list has to know. */
const topMargin = 20
/** With fewer, earlier messages are asked for at once. */
const fewestRows = 8
/** CSS pixels from the beginning at which earlier messages are asked for. */
const earlierDistance = 1_500

/** A conversation, from its end: only what is near the view exists, and each conversation begins anew. */
export function Transcript(props: TranscriptProps): ReactNode {
  return <Conversation key={props.conversationId} {...props} />
}

function Conversation(props: TranscriptProps): ReactNode {
  const { messages, turn, hasEarlier, loadingEarlier } = props
  const [documents] = useState(createDocuments)
  const [editing, setEditing] = useState<string | null>(null)
  const { scroller, following, pin, toEnd } = useFollow()
  const shift = usePrepended(messages)

  const settled = useMemo(() => settledRows(messages, documents), [messages, documents])
  const rows = turn ? [...settled, ...answerRows(turn.answer, turn, documents)] : settled
  const handlers = useHandlers(props)
  const [itemSize] = useState(() => likelyRowSize(rows))

  const turnId = turn?.id
  useEffect(() => {
    // What one has just asked is what one wants to see.
    if (turnId !== undefined) toEnd()
  }, [turnId, toEnd])

  // The steps of a long run have no rows of their own: what was read may be less than a page to look at.
  const first = messages[0]?.id
  const isShort = rows.length < fewestRows && hasEarlier
  const { onLoadEarlier } = handlers
  useEffect(() => {
    if (isShort && first !== undefined) onLoadEarlier()
  }, [isShort, first, onLoadEarlier])

  const askForEarlier = (offset: number): void => {
    if (offset < earlierDistance && hasEarlier && !loadingEarlier) props.onLoadEarlier()
  }
  // The list learns the height of the window while it still stands at its beginning, which nobody is to see: rows are
  // drawn once it stands at its end.
  const [ready, setReady] = useState(false)
  const onResize = (): void => {
    pin()
    if (!ready) flushSync(() => setReady(true))
  }
  const editingRow = editing === null ? -1 : settled.findIndex(({ key }) => key === editing)

  return (
    <OpenLinkContext value={handlers.onOpenLink}>
      <div className="transcript">
        <div
          ref={scroller}
          className="transcript-scroll"
          // The window says when an answer is complete. Announcing what scrolls into view would say everything twice.
          role="log"
          aria-live="off"
          aria-label="Conversation"
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, also for a keyboard.
          tabIndex={0}
        >
          <Virtualizer
            as={RowList}
            data={rows}
            scrollRef={scroller}
            shift={shift}
            itemSize={itemSize}
            startMargin={topMargin}
            keepMounted={editingRow === -1 ? [] : [editingRow]}
            onResize={onResize}
            onScroll={askForEarlier}
          >
            {(row: Row) =>
              ready ? (
                <TranscriptRow
                  key={row.key}
                  row={row}
                  documents={documents}
                  editing={editing !== null && row.key === editing}
                  busy={turn !== null}
                  latest={row.message.id === messages.at(-1)?.id}
                  onEditing={setEditing}
                  onEdit={handlers.onEdit}
                  onRegenerate={handlers.onRegenerate}
                />
              ) : (
                <div key={row.key} className="row-unseen" />
              )
            }
          </Virtualizer>
        </div>
        {loadingEarlier ? <p className="earlier">Loading earlier messages…</p> : null}
        {following ? null : (
          <button type="button" className="to-end" onClick={toEnd}>
            <ArrowDown size={15} aria-hidden="true" />
            To the end
          </button>
        )}
      </div>
    </OpenLinkContext>
  )
}

/** The same functions throughout, whatever the surroundings hand in: a new one would draw every row again. */
function useHandlers(
  props: TranscriptProps,
): Pick<TranscriptProps, 'onEdit' | 'onRegenerate' | 'onOpenLink' | 'onLoadEarlier'> {
  const latest = useLatest(props)
  const onEdit = useCallback((id: string, text: string) => latest.current.onEdit(id, text), [latest])
  const onRegenerate = useCallback((id: string) => latest.current.onRegenerate(id), [latest])
  const onOpenLink = useCallback((url: string) => latest.current.onOpenLink(url), [latest])
  const onLoadEarlier = useCallback(() => latest.current.onLoadEarlier(), [latest])
  return { onEdit, onRegenerate, onOpenLink, onLoadEarlier }
}
