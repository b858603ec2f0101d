import {
  use,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
  type ReactNode,
} from 'react'
import { flushSync } from 'react-dom'
import { ArrowDown } from 'lucide-react'
import { Virtualizer, type VirtualizerHandle } from 'virtua'
import type { Message } from '../../shared/message.ts'
import type { RunningTurn } from '../../shared/turn.ts'
import { OpenLinkContext } from '../markdown/link-context.ts'
import { EditsContext } from './edits-context.ts'
import { answerRows, createDocuments, settledRows, type Row } from './rows.ts'
import { RowList } from './row-list.tsx'
import { likelyRowSize } from './row-size.ts'
import { TranscriptRow } from './transcript-row.tsx'
import { useFollow } from './use-follow.ts'
import { useLatest } from './use-latest.ts'
import { useMark } from './use-mark.ts'
import { usePrepended } from './use-prepended.ts'
import { useShowAsked } from './use-show-asked.ts'
import { useWords } from '../use-words.ts'
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
  /** An old stretch: newer messages come after it, and a running answer is not in sight. */
  readonly hasLater: boolean
  readonly loadingLater: boolean
  /** Another stretch of the conversation begins anew. */
  readonly stretch: number
  /** The message that it is opened at. */
  readonly marked: { readonly id: string; readonly count: number } | null
  /** A new object for every change, at most once a frame. */
  readonly turn: RunningTurn | null
  onLoadEarlier(): void
  onLoadLater(): void
  onNewest(): void
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
/** CSS pixels from the beginning, or the end, at which more messages are asked for. */
const moreDistance = 1_500

/** A conversation, from its end: only what is near the view exists, and each conversation begins anew. */
export function Transcript(props: TranscriptProps): ReactNode {
  return <Conversation key={`${props.conversationId} ${props.stretch}`} {...props} />
}

function Conversation(props: TranscriptProps): ReactNode {
  const { messages, hasEarlier, loadingEarlier, hasLater, loadingLater, marked } = props
  const t = useWords()
  const turn = hasLater ? null : props.turn
  const [documents] = useState(createDocuments)
  const edits = use(EditsContext)
  const [editing, setEditing] = useState(() => messages.find(({ id }) => edits?.has(id))?.id ?? null)
  const { scroller, following, pin, toEnd, release } = useFollow(marked === null)
  const virtualizer = useRef<VirtualizerHandle>(null)
  const shift = usePrepended(messages)

  const settled = useMemo(() => settledRows(messages, documents), [messages, documents])
  const rows = turn ? [...settled, ...answerRows(turn.answer, turn, documents)] : settled
  const handlers = useHandlers(props)
  const [itemSize] = useState(() => likelyRowSize(rows))

  useShowAsked({ messages, hasLater, turnId: turn?.id, toEnd })

  // The steps of a long run have no rows of their own: what was read may be less than a page to look at.
  const first = messages[0]?.id
  const isShort = rows.length < fewestRows && hasEarlier
  const { onLoadEarlier, onLoadLater } = handlers
  useEffect(() => {
    if (isShort && first !== undefined) onLoadEarlier()
  }, [isShort, first, onLoadEarlier])
  const last = messages.at(-1)?.id
  const isShortAfter = rows.length < fewestRows && hasLater
  useEffect(() => {
    if (isShortAfter && last !== undefined) onLoadLater()
  }, [isShortAfter, last, onLoadLater])
  useStay({ last, hasLater, release })

  const askForMore = (offset: number): void => {
    if (offset < moreDistance && hasEarlier && !loadingEarlier) props.onLoadEarlier()
    const { scrollSize = 0, viewportSize = 0 } = virtualizer.current ?? {}
    const isNearEnd = scrollSize - offset - viewportSize < moreDistance
    if (isNearEnd && hasLater && !loadingLater) props.onLoadLater()
  }
  // The list learns the height of the window while it still stands at its beginning, which nobody is to see: rows are
  // drawn once it stands at its end.
  const [ready, setReady] = useState(false)
  const onResize = (): void => {
    if (!hasLater) pin()
    if (!ready) flushSync(() => setReady(true))
  }
  const shown = useMark({ marked, rows, ready, scroller, virtualizer, release })
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
          aria-label={t('transcript:label')}
          // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, also for a keyboard.
          tabIndex={0}
        >
          <Virtualizer
            ref={virtualizer}
            as={RowList}
            data={rows}
            scrollRef={scroller}
            shift={shift}
            itemSize={itemSize}
            startMargin={topMargin}
            keepMounted={editingRow === -1 ? [] : [editingRow]}
            onResize={onResize}
            onScroll={askForMore}
          >
            {(row: Row) =>
              ready ? (
                <TranscriptRow
                  key={row.key}
                  row={row}
                  documents={documents}
                  editing={editing !== null && row.key === editing}
                  busy={turn !== null}
                  latest={!hasLater && row.message.id === last}
                  marked={row.key === shown}
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
        {loadingEarlier ? <p className="earlier">{t('transcript:loadingEarlier')}</p> : null}
        {following && !hasLater ? null : (
          <button type="button" className="to-end" onClick={hasLater ? props.onNewest : toEnd}>
            <ArrowDown size={15} aria-hidden="true" />
            {t(hasLater ? 'transcript:toNewest' : 'transcript:toEnd')}
          </button>
        )}
      </div>
    </OpenLinkContext>
  )
}

/** The same functions throughout, whatever the surroundings hand in: a new one would draw every row again. */
function useHandlers(
  props: TranscriptProps,
): Pick<TranscriptProps, 'onEdit' | 'onRegenerate' | 'onOpenLink' | 'onLoadEarlier' | 'onLoadLater'> {
  const latest = useLatest(props)
  const onEdit = useCallback((id: string, text: string) => latest.current.onEdit(id, text), [latest])
  const onRegenerate = useCallback((id: string) => latest.current.onRegenerate(id), [latest])
  const onOpenLink = useCallback((url: string) => latest.current.onOpenLink(url), [latest])
  const onLoadEarlier = useCallback(() => latest.current.onLoadEarlier(), [latest])
  const onLoadLater = useCallback(() => latest.current.onLoadLater(), [latest])
  return { onEdit, onRegenerate, onOpenLink, onLoadEarlier, onLoadLater }
}

interface StayOptions {
  readonly last: string | undefined
  readonly hasLater: boolean
  release(): void
}

/** What comes after an old stretch is read on to: it does not pull the view to its end. */
function useStay({ last, hasLater, release }: StayOptions): void {
  const wasOld = useRef(hasLater)
  useLayoutEffect(() => {
    if (wasOld.current && last !== undefined) release()
    wasOld.current = hasLater
  }, [last, hasLater, release])
}
