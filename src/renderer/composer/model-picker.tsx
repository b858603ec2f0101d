import { Menu } from '@base-ui/react/menu'
import { Box, Boxes, Check, ChevronDown, CircleAlert, Cloud } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Model } from '../../shared/model.ts'
import { MenuPortal } from '../controls/landmark.tsx'
import { MenuItem, menuItemLook, menuLook } from '../controls/menu.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { chatModels, modelFor } from '../store/models.ts'
import type { State } from '../store/state.ts'
import { capabilitiesInWords, sizeInWords } from './model-words.ts'
import { useWords } from '../use-words.ts'
import { Trans } from 'react-i18next'

/** Which model answers here. Those that run elsewhere stand apart and say so. */
export function ModelPicker(): ReactNode {
  const t = useWords()
  const { ollama, models: page } = useHearth()
  const name = useHearthState(modelFor)
  const isCloud = useHearthState(
    ({ ollama: { models } }) => models?.find((one) => one.name === name)?.cloud ?? false,
  )
  const isMissing = useHearthState((state) => isGone(state, name))
  const Icon = isMissing ? CircleAlert : isCloud ? Cloud : Box
  return (
    <Menu.Root onOpenChange={(open) => open && void ollama.loadModels()}>
      <Menu.Trigger
        aria-label={
          name === null
            ? t('composer:chooseModel')
            : t(isMissing ? 'composer:chooseModelGone' : 'composer:chooseModelNow', { name })
        }
        className="flex h-8 min-w-0 items-center gap-2 rounded-sm px-2 text-sm text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink data-popup-open:bg-hover data-popup-open:text-ink"
      >
        <Icon
          aria-hidden
          size={15}
          strokeWidth={1.75}
          className={`shrink-0 ${isMissing ? 'text-warn' : ''}`}
        />
        <span className="line">{name ?? t('composer:chooseModel')}</span>
        <ChevronDown aria-hidden size={14} className="shrink-0 text-ink-3" />
      </Menu.Trigger>
      <MenuPortal>
        <Menu.Positioner side="top" align="start" sideOffset={6} className="z-50">
          <Menu.Popup className={`${menuLook} w-[min(25rem,calc(100vw-2rem))]`}>
            <Models chosen={name} />
            <Menu.Separator className="mx-1 my-1 h-px bg-line" />
            <MenuItem icon={Boxes} label={t('composer:manageModels')} onClick={() => page.show(true)} />
          </Menu.Popup>
        </Menu.Positioner>
      </MenuPortal>
    </Menu.Root>
  )
}

function Models({ chosen }: { readonly chosen: string | null }): ReactNode {
  const t = useWords()
  const { ollama } = useHearth()
  const known = useHearthState((state) => state.ollama.models)
  const error = useHearthState((state) => state.ollama.modelsError?.message ?? null)
  const models = chatModels(known ?? [])
  const local = models.filter(({ cloud }) => !cloud)
  const cloud = models.filter((model) => model.cloud)
  const missing = useHearthState((state) => isGone(state, chosen))

  if (models.length === 0 && !missing) {
    return (
      <p className="px-3 py-2.5 text-sm text-ink-2">
        {error ?? (known ? t('composer:noModel') : t('composer:lookingForModels'))}
      </p>
    )
  }
  return (
    <Menu.RadioGroup value={chosen} onValueChange={(name: string) => void ollama.choose(name)}>
      {error !== null && <p className="px-2.5 py-1.5 text-sm text-ink-2">{error}</p>}
      {missing && (
        <p className="px-2.5 py-1.5 text-sm text-ink-2">
          <Trans
            t={t}
            i18nKey="composer:gone"
            values={{ name: chosen }}
            components={[<bdi key="name" className="font-medium text-ink" />]}
          />
        </p>
      )}
      {local.length > 0 && <Group label={t('composer:here')} models={local} />}
      {cloud.length > 0 && <Group label={t('composer:cloud')} models={cloud} apart={local.length > 0} />}
    </Menu.RadioGroup>
  )
}

/** Whether a model that was chosen is no longer among those that are installed. */
function isGone({ ollama: { status, models } }: State, name: string | null): boolean {
  return (
    name !== null &&
    status?.state === 'running' &&
    models !== null &&
    !models.some((model) => model.name === name)
  )
}

interface GroupProps {
  readonly label: string
  readonly models: readonly Model[]
  readonly apart?: boolean
}

function Group({ label, models, apart = false }: GroupProps): ReactNode {
  const t = useWords()
  return (
    <Menu.Group className={apart ? 'mt-1 border-t border-line pt-1' : ''}>
      <Menu.GroupLabel className="px-2.5 pt-1.5 pb-1 text-xs text-ink-3">{label}</Menu.GroupLabel>
      {models.map((model) => (
        <Menu.RadioItem
          key={model.name}
          value={model.name}
          closeOnClick
          className={`${menuItemLook} items-start py-1.5`}
        >
          <span className="mt-0.5 size-4 shrink-0 text-ember">
            <Menu.RadioItemIndicator>
              <Check aria-hidden size={16} />
            </Menu.RadioItemIndicator>
          </span>
          <span className="min-w-0 flex-1">
            <span className="line block font-medium">{model.name}</span>
            <span className="block text-xs leading-snug text-ink-2 empty:hidden">
              {capabilitiesInWords(model, t)}
            </span>
          </span>
          <span className="shrink-0 pt-0.5 text-end text-xs text-ink-2 tabular-nums">
            {sizeInWords(model)}
          </span>
        </Menu.RadioItem>
      ))}
    </Menu.Group>
  )
}
