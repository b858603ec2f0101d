import { useCallback, useEffect, useMemo, useState, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { OpenLinkContext } from '../markdown/link-context.ts'
import { answerRows, createDocuments, settledRows } from '../transcript/rows.ts'
import { TranscriptRow } from '../transcript/transcript-row.tsx'
import { lastExchange } from './last-exchange.ts'
import '../markdown/markdown.css'
import '../markdown/code.css'
import '../transcript/transcript.css'
import '../transcript/message.css'

export interface ExchangeProps {
  readonly scroller: RefObject<HTMLDivElement | null>
  /** More of it is there now. */
  onGrown(): void
}

/** The last question and what came of it; the whole conversation is in the main window. */
export function Exchange({ scroller, onGrown }: ExchangeProps): ReactNode {
  const { turns, showLink } = useHearth()
  const { t } = useTranslation('quick')
  const messages = useHearthState((state) => state.chat.messages)
  const turn = useHearthState((state) => state.chat.turn)
  const [documents] = useState(createDocuments)
  const exchange = useMemo(() => lastExchange(messages), [messages])
  const settled = useMemo(
    () => (exchange ? settledRows(exchange.answers, documents) : []),
    [exchange, documents],
  )
  const rows = turn ? [...settled, ...answerRows(turn.answer, turn, documents)] : settled
  const last = messages.at(-1)?.id
  const onRegenerate = useCallback((id: string) => void turns.regenerate(id), [turns])

  useEffect(onGrown)
  if (!exchange) return null
  return (
    <OpenLinkContext value={showLink}>
      <div
        ref={scroller}
        role="log"
        aria-live="off"
        aria-label={t('answer')}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, also for a keyboard.
        tabIndex={0}
        className="focus-inset min-h-0 flex-1 overflow-y-auto border-t border-line pt-3"
      >
        <div>
          <p dir="auto" className="line-clamp-2 px-4 pb-2 text-sm font-medium wrap-anywhere text-ink-2">
            {firstParagraph(exchange.question.content)}
          </p>
          {rows.map((row) => (
            <TranscriptRow
              key={row.key}
              row={row}
              documents={documents}
              editing={false}
              busy={turn !== null}
              latest={row.message.id === last}
              onEditing={ignore}
              onEdit={ignore}
              onRegenerate={onRegenerate}
            />
          ))}
        </div>
      </div>
    </OpenLinkContext>
  )
}

/** What was typed; quotations follow it. */
function firstParagraph(text: string): string {
  return text.split('\n\n', 1)[0] ?? ''
}

/** There is nothing to edit here. */
function ignore(): void {}
