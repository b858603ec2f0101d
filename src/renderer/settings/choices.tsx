import type { ReactNode } from 'react'
import { languages, themes } from '../../shared/settings.ts'
import { learnings } from '../../shared/context.ts'
import { Button } from '../controls/button.tsx'
import { Segments } from '../controls/segments.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { chatModels } from '../store/models.ts'
import { useWords } from '../use-words.ts'
import { Select, SwitchRow, useChosen } from './controls.tsx'
import { KeysRecorder } from './keys-recorder.tsx'
import { Labelled, rowIds, useRow } from './row.tsx'

/** The rows of what is chosen: how Hearth looks, speaks, starts, answers and learns. */

export function Theme(): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const theme = useChosen(({ general }) => general.theme)
  return (
    <Labelled
      control={
        <Segments
          legend={t('settings:rows.theme.label')}
          options={themes.map((value) => ({ value, label: t(`settings:rows.theme.${value}`) }))}
          value={theme}
          disabled={theme === null}
          onChange={(wanted) => void settings.change({ general: { theme: wanted } })}
        />
      }
    />
  )
}

/** Each in its own words: who does not understand the others finds it. */
const ownNames = { en: 'English', de: 'Deutsch', zh: '简体中文' } as const

export function Language(): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const language = useChosen(({ general }) => general.language)
  const name = (value: (typeof languages)[number]): string =>
    value === 'system' ? t('settings:rows.language.system') : ownNames[value]
  return (
    <Labelled
      control={
        <Segments
          legend={t('settings:rows.language.label')}
          options={languages.map((value) => ({ value, label: name(value) }))}
          value={language}
          disabled={language === null}
          onChange={(wanted) => void settings.change({ general: { language: wanted } })}
        />
      }
    />
  )
}

export function StartAtLogin(): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const login = useHearthState((state) => state.settings.login)
  const isUnsupported = login === 'unsupported'
  return (
    <SwitchRow
      on={login === null ? null : login === 'on'}
      disabled={isUnsupported}
      {...(isUnsupported && { about: t('settings:rows.login.unsupported') })}
      onTurn={(on) => void settings.setLogin(on)}
    />
  )
}

export function QuickPromptKeys(): ReactNode {
  const { settings } = useHearth()
  const advice = useHearthState((state) => state.settings.shortcut?.advice ?? null)
  const quickPrompt = useChosen(({ shortcuts }) => shortcuts.quickPrompt)
  return (
    <Labelled
      control={
        <KeysRecorder
          keys={quickPrompt?.keys ?? ''}
          disabled={quickPrompt?.on !== true}
          onRecord={(keys) =>
            quickPrompt && void settings.change({ shortcuts: { quickPrompt: { ...quickPrompt, keys } } })
          }
        />
      }
    >
      {advice !== null && (
        <p role="alert" className="mt-2.5 rounded-sm bg-warn-soft px-3 py-2 text-xs leading-[1.6] text-warn">
          {advice}
        </p>
      )}
    </Labelled>
  )
}

export function QuickPrompt(): ReactNode {
  const { settings } = useHearth()
  const quickPrompt = useChosen(({ shortcuts }) => shortcuts.quickPrompt)
  return (
    <SwitchRow
      on={quickPrompt?.on ?? null}
      onTurn={(on) =>
        quickPrompt && void settings.change({ shortcuts: { quickPrompt: { ...quickPrompt, on } } })
      }
    />
  )
}

export function PreferredModel(): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const ids = rowIds(useRow())
  const preferred = useChosen(({ model }) => model)?.preferred ?? null
  const isRead = useChosen(() => true) === true
  const models = chatModels(useHearthState((state) => state.ollama.models) ?? [])
  const groups = [
    ['here', models.filter(({ cloud }) => !cloud)],
    ['cloud', models.filter(({ cloud }) => cloud)],
  ] as const
  return (
    <Labelled
      htmlFor={`${ids.label}-list`}
      control={
        <Select
          id={`${ids.label}-list`}
          aria-describedby={ids.about}
          disabled={!isRead}
          value={preferred ?? ''}
          className="w-64"
          onChange={({ target }) => void settings.change({ model: { preferred: target.value || null } })}
        >
          <option value="">{t('settings:rows.preferred.last')}</option>
          {preferred !== null && !models.some(({ name }) => name === preferred) && (
            <option value={preferred}>{t('settings:rows.preferred.missing', { name: preferred })}</option>
          )}
          {groups.map(
            ([group, members]) =>
              members.length > 0 && (
                <optgroup key={group} label={t(`settings:rows.preferred.${group}`)}>
                  {members.map(({ name }) => (
                    <option key={name} value={name}>
                      {name}
                    </option>
                  ))}
                </optgroup>
              ),
          )}
        </Select>
      }
    />
  )
}

export function Learn(): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const learn = useChosen(({ memory }) => memory.learn)
  return (
    <Labelled
      {...(learn && { about: t(`settings:rows.learn.${learn}Means`) })}
      control={
        <Segments
          legend={t('settings:rows.learn.label')}
          options={learnings.map((value) => ({ value, label: t(`settings:rows.learn.${value}`) }))}
          value={learn}
          disabled={learn === null}
          onChange={(wanted) => void settings.change({ memory: { learn: wanted } })}
        />
      }
    />
  )
}

export function MemoryLink(): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  return (
    <Labelled
      control={<Button onClick={() => memory.show(true)}>{t('settings:rows.memoryPage.open')}</Button>}
    />
  )
}

export function ModelsLink(): ReactNode {
  const t = useWords()
  const { models } = useHearth()
  return (
    <Labelled
      control={<Button onClick={() => models.show(true)}>{t('settings:rows.modelsPage.open')}</Button>}
    />
  )
}
