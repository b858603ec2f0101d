import type { ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { useHearth } from '../hearth-context.ts'
import type { ConversationList } from '../store/state.ts'
import { useWords } from '../use-words.ts'
import { Trans } from 'react-i18next'

export interface ListEndProps {
  readonly list: ConversationList
  /** What was searched for, or null. */
  readonly searched: string | null
}

/** What stands after the last row, or in the place of rows: more to come, nothing found, nothing yet, or what failed. */
export function ListEnd({ list, searched }: ListEndProps): ReactNode {
  const t = useWords()
  const { conversations } = useHearth()
  const empty = list.conversations.length === 0
  if (list.loading.state === 'failed') {
    return (
      <div className="px-3 pt-4 text-sm text-ink-2">
        <p>{list.loading.error.message}</p>
        <Button
          className="mt-3"
          onClick={() => void (empty && searched === null ? conversations.load() : conversations.loadMore())}
        >
          {t('sidebar:tryAgain')}
        </Button>
      </div>
    )
  }
  if (list.loadingMore || (list.loading.state === 'loading' && empty))
    return <Skeleton rows={empty ? 6 : 2} />
  if (!empty || list.loading.state === 'loading') return null
  if (searched === null) {
    return <p className="px-3 pt-4 text-sm text-ink-3">{t('sidebar:empty')}</p>
  }
  return (
    <div aria-live="polite" className="px-3 pt-4 text-sm text-ink-2">
      <p className="wrap-anywhere">
        <Trans
          t={t}
          i18nKey="sidebar:noTitle"
          values={{ text: searched }}
          components={[<bdi key="text" />]}
          // What was typed may look like a tag.
          tOptions={{ interpolation: { escapeValue: true } }}
          shouldUnescape
        />
      </p>
      <button
        type="button"
        className="mt-2 rounded-sm text-ember hover:underline"
        onClick={() => conversations.search('')}
      >
        {t('sidebar:showAllConversations')}
      </button>
    </div>
  )
}

const widths = ['w-3/4', 'w-1/2', 'w-2/3', 'w-3/5', 'w-4/5', 'w-2/5'] as const

function Skeleton({ rows }: { readonly rows: number }): ReactNode {
  return (
    <div aria-hidden className="waits px-3 pt-4">
      {widths.slice(0, rows).map((width) => (
        <div key={width} className="flex h-[33px] items-center">
          <div className={`h-2.5 rounded-full bg-line ${width}`} />
        </div>
      ))}
    </div>
  )
}
