import { Lightbulb } from 'lucide-react'
import type { ReactNode } from 'react'
import { Trans } from 'react-i18next'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

/** What stands after the last row, or in the place of rows: more to come, nothing found, nothing yet, or what failed. */
export function FactsEnd(): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const { facts, filter, loading, loadingMore, counts } = useHearthState((state) => state.memory)
  const isEmpty = facts.length === 0
  if (loading.state === 'failed') {
    return (
      <div role="alert" className="py-8 text-center text-sm text-ink-2">
        <p>{loading.error.message}</p>
        <Button className="mt-3" onClick={() => void (isEmpty ? memory.load() : memory.more())}>
          {t('memory:tryAgain')}
        </Button>
      </div>
    )
  }
  if (loadingMore || (loading.state === 'loading' && isEmpty)) return <Skeleton rows={isEmpty ? 6 : 2} />
  if (!isEmpty || loading.state === 'loading') return null
  if ((counts?.all ?? 0) === 0) return <NothingYet />
  return (
    <div aria-live="polite" className="py-10 text-center text-sm text-ink-2">
      <p className="wrap-anywhere">
        {filter.text === '' ? (
          t('memory:end.noneOfKind')
        ) : (
          <Trans
            t={t}
            i18nKey="memory:end.noneWith"
            values={{ text: filter.text }}
            components={[<bdi key="text" />]}
            // What was typed may look like a tag.
            tOptions={{ interpolation: { escapeValue: true } }}
            shouldUnescape
          />
        )}
      </p>
      <Button className="mt-3" onClick={() => memory.filter({ text: '', type: null, status: null })}>
        {t('memory:end.showAll')}
      </Button>
    </div>
  )
}

function NothingYet(): ReactNode {
  const t = useWords()
  const { chat, composer } = useHearth()
  return (
    <div className="mx-auto grid max-w-md justify-items-center py-14 text-center">
      <span className="grid size-11 place-items-center rounded-full bg-ember-soft text-ember">
        <Lightbulb aria-hidden size={21} strokeWidth={1.75} />
      </span>
      <h2 className="mt-4 text-lg font-semibold">{t('memory:end.nothingYet')}</h2>
      <p className="mt-1 text-sm text-ink-2">{t('memory:end.nothingYetAbout')}</p>
      <Button
        look="main"
        className="mt-5"
        onClick={() => {
          chat.startNew()
          composer.fill(t('memory:end.beginning'))
        }}
      >
        {t('memory:end.remember')}
      </Button>
    </div>
  )
}

const widths = ['w-2/5', 'w-1/3', 'w-1/2', 'w-1/4', 'w-2/5', 'w-1/3'] as const

function Skeleton({ rows }: { readonly rows: number }): ReactNode {
  return (
    <div aria-hidden className="waits rounded-md border border-line">
      {widths.slice(0, rows).map((width, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- They are all alike.
        <div
          key={index}
          className="flex h-[54px] items-center gap-8 border-t border-line px-4 first:border-t-0"
        >
          <div className="h-2.5 w-28 rounded-full bg-line" />
          <div className={`h-2.5 rounded-full bg-line ${width}`} />
        </div>
      ))}
    </div>
  )
}
