import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react'
import { plainName } from '../../shared/model-name.ts'
import type { Model } from '../../shared/model.ts'
import { OllamaNotice } from '../chat/ollama-notice.tsx'
import { Landmark } from '../controls/landmark.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { isFloatOpen } from '../keyboard/use-shortcuts.ts'
import { PageHead } from '../sidebar/page-head.tsx'
import type { SidebarButtonsProps } from '../sidebar/sidebar-buttons.tsx'
import { useWords } from '../use-words.ts'
import { DeleteDialog } from './delete-dialog.tsx'
import { ModelCard } from './model-card.tsx'
import { PullField } from './pull-field.tsx'
import { PullRow } from './pull-row.tsx'

export interface ModelsPageProps extends SidebarButtonsProps {
  readonly sidebarHidden: boolean
}

/** Milliseconds between two looks at what is in memory. */
const lookEveryMs = 5_000

/** The models: what is installed, what is on its way, and the place to get more. It stands in the place of the conversation. */
export function ModelsPage({ sidebarHidden, ...sidebar }: ModelsPageProps): ReactNode {
  const t = useWords()
  const { models } = useHearth()
  const isRunning = useHearthState((state) => state.ollama.status?.state === 'running')
  const field = useRef<HTMLInputElement>(null)

  useEffect(() => {
    field.current?.focus()
    const timer = setInterval(() => void models.loadLoaded(), lookEveryMs)
    return () => clearInterval(timer)
  }, [models])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    // A dialog goes first; React hands over what is pressed in it as well.
    if (isFloatOpen()) return
    event.preventDefault()
    models.show(false)
  }

  return (
    <Landmark
      as="main"
      aria-label={t('models:title')}
      className="flex h-full min-w-0 flex-1 flex-col"
      onKeyDown={onKeyDown}
    >
      <div className="min-h-0 flex-1 overflow-x-hidden overflow-y-auto overscroll-contain">
        <div className="mx-auto max-w-3xl px-4 pb-10 min-[900px]:px-10">
          <PageHead
            title={t('models:title')}
            about={t('models:about')}
            sidebar={sidebarHidden ? sidebar : null}
            back={{ label: t('models:back'), ariaKeys: 'Escape', onTake: () => models.show(false) }}
          />
          {isRunning ? null : (
            <div className="mt-5">
              <OllamaNotice compact />
            </div>
          )}
          <PullField field={field} />
          <Downloads />
          <Installed focusBack={() => field.current ?? true} />
        </div>
      </div>
    </Landmark>
  )
}

function Downloads(): ReactNode {
  const t = useWords()
  const pulls = useHearthState((state) => state.models.pulls)
  if (pulls.length === 0) return null
  return (
    <section aria-labelledby="models-downloads" className="mt-7">
      <h2 id="models-downloads" className="mb-2 text-md font-semibold">
        {t('models:downloads')}
      </h2>
      <ul className="rounded-md border border-line bg-raised">
        {pulls.map((pull) => (
          <li key={pull.name} className="border-t border-line px-4 py-3.5 first:border-t-0 min-[560px]:px-5">
            <PullRow pull={pull} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Installed({ focusBack }: { readonly focusBack: () => HTMLElement | true }): ReactNode {
  const t = useWords()
  const known = useHearthState((state) => state.ollama.models)
  const error = useHearthState((state) => state.ollama.modelsError)
  const loaded = useHearthState((state) => state.models.loaded)
  const [deleting, setDeleting] = useState<Model | null>(null)
  const sorted = (known ?? []).toSorted(
    (a, b) => Number(a.cloud) - Number(b.cloud) || a.name.localeCompare(b.name),
  )
  const words = error?.message ?? (known === null ? t('models:looking') : t('models:none'))
  return (
    <section aria-labelledby="models-installed" className="mt-7">
      <h2 id="models-installed" className="mb-2 text-md font-semibold">
        {t('models:list')}
      </h2>
      {(sorted.length === 0 || error) && <p className="mb-2 text-sm text-ink-2">{words}</p>}
      <ul className="rounded-md border border-line bg-raised empty:hidden">
        {sorted.map((model) => (
          <ModelCard
            key={model.name}
            model={model}
            loaded={loaded.find(({ name }) => plainName(name) === plainName(model.name)) ?? null}
            onDelete={() => setDeleting(model)}
          />
        ))}
      </ul>
      <DeleteDialog model={deleting} focusBack={focusBack} onClose={() => setDeleting(null)} />
    </section>
  )
}
