import { useEffect, type ReactNode } from 'react'
import { OllamaNotice } from '../chat/ollama-notice.tsx'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useChosen } from '../settings/controls.tsx'
import { trouble } from '../store/ollama.ts'
import { useWords } from '../use-words.ts'
import { Recommended } from './recommended.tsx'

/** The way to the first answer, step by step: Ollama, then a model. It can be passed; then it says what is missing. */
export function FirstStart(): ReactNode {
  const t = useWords()
  const { models, settings } = useHearth()
  const isPassed = useChosen(({ seen }) => seen.firstStart) === true
  const needsModel = useHearthState((state) => trouble(state.ollama, t)?.code === 'model_none')
  const hasPulls = useHearthState((state) => state.models.pulls.length > 0)

  useEffect(() => {
    void models.loadPulls()
  }, [models])

  const pass = (firstStart: boolean): void => void settings.change({ seen: { firstStart } })
  if (isPassed && !hasPulls) {
    return (
      <>
        <OllamaNotice compact />
        <p className="flex flex-wrap items-center gap-x-1 text-sm text-ink-2">
          {t('firstStart:skipped')}
          <Button look="quiet" className="-ms-4" onClick={() => pass(false)}>
            {t('firstStart:again')}
          </Button>
        </p>
      </>
    )
  }
  return (
    <div className="grid gap-3">
      {!needsModel && <OllamaNotice />}
      {(needsModel || hasPulls) && <Recommended />}
      {!hasPulls && (
        <Button look="quiet" className="-ms-4 justify-self-start" onClick={() => pass(true)}>
          {t('firstStart:skip')}
        </Button>
      )}
    </div>
  )
}
