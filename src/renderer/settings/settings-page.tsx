import { Search } from 'lucide-react'
import { useEffect, useRef, type KeyboardEvent, type ReactNode, type RefObject } from 'react'
import { Button } from '../controls/button.tsx'
import { Landmark } from '../controls/landmark.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { shortcuts } from '../keyboard/shortcuts.ts'
import { isFloatOpen } from '../keyboard/use-shortcuts.ts'
import { PageHead } from '../sidebar/page-head.tsx'
import type { SidebarButtonsProps } from '../sidebar/sidebar-buttons.tsx'
import { useWords } from '../use-words.ts'
import { findRows, type FoundSection } from './find-rows.ts'
import { Row } from './row.tsx'
import { rowControls } from './row-controls.tsx'
import { sections } from './sections.ts'
import './settings.css'

export interface SettingsPageProps extends SidebarButtonsProps {
  readonly sidebarHidden: boolean
}

/** Everything that can be chosen, and what is so on this computer. It stands in the place of the conversation. */
export function SettingsPage({ sidebarHidden, ...sidebar }: SettingsPageProps): ReactNode {
  const t = useWords()
  const { settings, store } = useHearth()
  const text = useHearthState((state) => state.settings.text)
  const field = useRef<HTMLInputElement>(null)
  const found = findRows(text, t)

  useEffect(() => {
    if (store.getState().settings.lead === null) field.current?.focus()
  }, [store])

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 'Escape' || event.defaultPrevented || event.nativeEvent.isComposing) return
    // A dialog of a row goes first; React hands over what is pressed in it as well.
    if (isFloatOpen()) return
    event.preventDefault()
    if (text === '') return settings.show(false)
    settings.search('')
    field.current?.focus()
  }

  return (
    <Landmark
      as="main"
      aria-label={t('settings:title')}
      className="flex h-full min-w-0 flex-1 flex-col"
      onKeyDown={onKeyDown}
    >
      <div className="settings-scroll min-h-0 flex-1 overflow-x-hidden overflow-y-auto">
        <div className="mx-auto max-w-4xl px-4 min-[900px]:px-10">
          <PageHead
            title={t('settings:title')}
            about={t('settings:about')}
            sidebar={sidebarHidden ? sidebar : null}
            back={{
              label: t('settings:back'),
              keys: shortcuts.settings.label(t),
              ariaKeys: `Escape ${shortcuts.settings.aria}`,
              onTake: () => settings.show(false),
            }}
          />
          <SearchField field={field} found={found} />
          <Trouble />
          <div className="flex items-start gap-8">
            <SectionList found={found} />
            <div className="min-w-0 flex-1 pb-10">
              {found.map((section) => (
                <Section key={section.id} section={section} />
              ))}
            </div>
          </div>
        </div>
      </div>
    </Landmark>
  )
}

interface SearchFieldProps {
  readonly field: RefObject<HTMLInputElement | null>
  readonly found: readonly FoundSection[]
}

function SearchField({ field, found }: SearchFieldProps): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const text = useHearthState((state) => state.settings.text)
  const count = found.flatMap(({ rows }) => rows).length
  return (
    <div className="sticky top-0 z-10 -mx-1 bg-bg px-1 pt-4 pb-3">
      <div className="relative">
        <Search
          aria-hidden
          size={15}
          strokeWidth={1.75}
          className="pointer-events-none absolute start-3 top-1/2 -translate-y-1/2 text-ink-3"
        />
        <input
          ref={field}
          type="search"
          name="settings"
          aria-label={t('settings:search')}
          placeholder={t('settings:search')}
          spellCheck={false}
          maxLength={100}
          value={text}
          onChange={({ target }) => settings.search(target.value)}
          className="h-9.5 w-full rounded-md border border-line-strong bg-raised ps-9 pe-3 text-sm"
        />
      </div>
      <p aria-live="polite" className={text === '' || count > 0 ? 'sr-only' : 'mt-4 text-sm text-ink-2'}>
        {text !== '' && (count > 0 ? t('settings:found', { count }) : t('settings:nothing', { text }))}
      </p>
    </div>
  )
}

/** Why what was chosen cannot be read. */
function Trouble(): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const error = useHearthState((state) => state.settings.error)
  if (!error) return null
  return (
    <div
      role="alert"
      className="mb-4 flex flex-wrap items-center gap-3 rounded-md border border-warn-line bg-warn-soft px-3.5 py-2.5 text-sm"
    >
      <p className="min-w-60 flex-1">
        <span className="font-semibold">{t('settings:unread')}.</span> {error.message}
      </p>
      <Button onClick={() => void settings.load()}>{t('settings:tryAgain')}</Button>
    </div>
  )
}

/** Beside the sections, where there is room. */
function SectionList({ found }: Pick<SearchFieldProps, 'found'>): ReactNode {
  const t = useWords()
  return (
    <nav aria-label={t('settings:sectionList')} className="sticky top-19 w-40 shrink-0 max-[900px]:hidden">
      <ul>
        {found.map(({ id }) => (
          <li key={id}>
            <button
              type="button"
              className="line w-full rounded-sm px-2.5 py-1 text-start text-sm text-ink-2 transition-colors duration-100 hover:bg-hover hover:text-ink"
              onClick={() => {
                const heading = document.getElementById(`section-${id}`)
                heading?.scrollIntoView({ block: 'start' })
                heading?.focus({ preventScroll: true })
              }}
            >
              {t(`settings:sections.${id}`)}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  )
}

function Section({ section: { id, rows } }: { readonly section: FoundSection }): ReactNode {
  const t = useWords()
  const { settings } = useHearth()
  const resets = sections.find((one) => one.id === id)?.resets ?? null
  const name = t(`settings:sections.${id}`)
  return (
    <section aria-labelledby={`section-${id}`} className="mb-6">
      <div className="mb-1.5 flex min-h-8 items-center gap-3">
        <h2
          id={`section-${id}`}
          tabIndex={-1}
          className="settings-heading me-auto rounded-sm text-md font-semibold"
        >
          {name}
        </h2>
        {resets && (
          <button
            type="button"
            aria-label={t('settings:resetSection', { section: name })}
            className="h-7 rounded-sm px-2 text-xs font-medium text-ink-2 hover:bg-hover hover:text-ink"
            onClick={() => void settings.reset(resets)}
          >
            {t('settings:reset')}
          </button>
        )}
      </div>
      <div className="rounded-md border border-line bg-raised">
        {rows.map((row) => (
          <Row key={row} row={row}>
            {rowControls[row]()}
          </Row>
        ))}
      </div>
    </section>
  )
}
