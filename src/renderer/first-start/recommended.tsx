import { Download } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { reportError } from '../../shared/errors.ts'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useModelWords } from '../models/model-words.ts'
import { PullRow } from '../models/pull-row.tsx'
import { useAsked } from '../settings/use-asked.ts'
import { useWords } from '../use-words.ts'

/** The model that fits this computer, why, and its download; or the downloads that are under way. */
export function Recommended(): ReactNode {
  const t = useWords()
  const { models } = useHearth()
  const pulls = useHearthState((state) => state.models.pulls)
  return (
    <section
      aria-label={t('firstStart:model')}
      className="rounded-lg border border-line bg-raised p-5 text-sm"
    >
      {pulls.length === 0 ? (
        <Choice />
      ) : (
        <ul className="grid gap-4">
          {pulls.map((pull) => (
            <li key={pull.name}>
              <PullRow pull={pull} />
            </li>
          ))}
        </ul>
      )}
      {pulls.length > 0 && (
        <Button look="quiet" className="-ms-4 mt-3" onClick={() => models.show(true)}>
          {t('firstStart:others')}
        </Button>
      )}
    </section>
  )
}

function Choice(): ReactNode {
  const t = useWords()
  const words = useModelWords()
  const { models, notify } = useHearth()
  const { data, error } = useAsked('models.recommend')
  const [isAsking, setAsking] = useState(false)

  async function begin(name: string): Promise<void> {
    setAsking(true)
    try {
      await models.start(name)
    } catch (problem) {
      notify({ kind: 'error', title: t('firstStart:notBegun'), text: reportError(problem).message })
    }
    setAsking(false)
  }

  if (error) return <p className="text-bad">{error.message}</p>
  if (!data) return <p aria-hidden>…</p>
  const { model, why, memory, processors } = data
  return (
    <>
      <h2 className="font-semibold">{t('firstStart:model')}</h2>
      <p className="mt-2.5">
        <span className="font-medium">{model.name}</span>
        <span className="ms-2 text-ink-2 tabular-nums">
          {t('firstStart:takes', {
            download: words.size(model.download),
            memory: words.memory(model.memory),
          })}
        </span>
      </p>
      <p className="mt-0.5 text-ink-2 tabular-nums">
        {t(`firstStart:why.${why}`, { memory: words.memory(memory), count: processors })}
      </p>
      <div className="mt-4 flex flex-wrap gap-2">
        <Button look="main" aria-disabled={isAsking} onClick={() => isAsking || void begin(model.name)}>
          <Download aria-hidden size={15} />
          {t('firstStart:download', { name: model.name })}
        </Button>
        <Button onClick={() => models.show(true)}>{t('firstStart:others')}</Button>
      </div>
    </>
  )
}
