import { useId, useState, type ComponentProps, type ReactNode } from 'react'
import { canChat } from '../../shared/choose-model.ts'
import type { LoadedModel, Model } from '../../shared/model.ts'
import { useHearth } from '../hearth-context.ts'
import { useChosen } from '../settings/controls.tsx'
import { useWords } from '../use-words.ts'
import { ModelOptions } from './model-options.tsx'
import { useModelWords } from './model-words.ts'

export interface ModelCardProps {
  readonly model: Model
  /** Null while it is not in memory. */
  readonly loaded: LoadedModel | null
  onDelete(): void
}

/** An installed model: what it is, what it can do, and what can be done with it. */
export function ModelCard({ model, loaded, onDelete }: ModelCardProps): ReactNode {
  const t = useWords()
  const words = useModelWords()
  const { models, settings } = useHearth()
  const preferred = useChosen((chosen) => chosen.model)?.preferred ?? null
  const { name, cloud } = model
  const id = useId()
  const [isOpen, setOpen] = useState(false)
  const isDefault = name === preferred
  return (
    <li aria-label={name} className="border-t border-line px-4 py-3.5 first:border-t-0 min-[560px]:px-5">
      <div className="flex flex-wrap items-center gap-x-2.5 gap-y-1">
        <h3 id={`${id}-name`} className="text-sm font-semibold wrap-anywhere">
          {name}
        </h3>
        {isDefault && <Mark className="bg-ember-soft text-ember">{t('models:defaultMark')}</Mark>}
        {cloud && <Mark className="bg-warn-soft text-warn">{t('models:cloudMark')}</Mark>}
        {loaded && <Mark className="bg-good-soft text-good">{t('models:loadedMark')}</Mark>}
      </div>
      <p className="mt-0.5 text-xs leading-[1.6] text-ink-2 tabular-nums">{words.facts(model)}</p>
      <p className="text-xs leading-[1.6] text-ink-2">{words.abilities(model).join(', ')}</p>
      {cloud && <p className="mt-1 text-xs leading-[1.6] text-warn">{t('models:cloud')}</p>}
      {loaded && <p className="text-xs leading-[1.6] text-ink-2 tabular-nums">{words.loaded(loaded)}</p>}
      <div className="-ms-2 mt-1.5 flex flex-wrap gap-1">
        {canChat(model) && (
          <Act
            aria-describedby={`${id}-name`}
            onClick={() => void settings.change({ model: { preferred: isDefault ? null : name } })}
          >
            {isDefault ? t('models:noDefault') : t('models:makeDefault')}
          </Act>
        )}
        {canChat(model) && (
          <Act
            aria-label={t('models:optionsName', { name })}
            aria-expanded={isOpen}
            aria-controls={id}
            onClick={() => setOpen(!isOpen)}
          >
            {t('models:options')}
          </Act>
        )}
        {loaded && (
          <Act aria-label={t('models:unloadName', { name })} onClick={() => void models.unload(name)}>
            {t('models:unload')}
          </Act>
        )}
        <Act
          aria-label={t('models:deleteName', { name })}
          onClick={onDelete}
          className="text-bad hover:bg-bad-soft"
        >
          {t('models:delete')}
        </Act>
      </div>
      <div id={id}>{isOpen && <ModelOptions model={model} />}</div>
    </li>
  )
}

function Mark({
  className,
  children,
}: {
  readonly className: string
  readonly children: ReactNode
}): ReactNode {
  return <span className={`rounded-full px-2 py-px text-xs font-medium ${className}`}>{children}</span>
}

/** One of a card's small commands. */
function Act({
  className = 'text-ink-2 hover:bg-hover hover:text-ink',
  ...props
}: ComponentProps<'button'>): ReactNode {
  return (
    <button type="button" className={`h-7 rounded-sm px-2 text-xs font-medium ${className}`} {...props} />
  )
}
