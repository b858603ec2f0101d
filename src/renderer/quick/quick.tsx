import { Tooltip } from '@base-ui/react/tooltip'
import { useCallback, useEffect, useRef, type ReactNode } from 'react'
import { Announcer } from '../announcer.tsx'
import { LinkDialog } from '../dialogs/link-dialog.tsx'
import { Guard } from '../guard.tsx'
import { HearthContext, useHearth, useHearthState } from '../hearth-context.ts'
import { isPressed, shortcuts } from '../keyboard/shortcuts.ts'
import { PlanDialog } from '../plan/plan-dialog.tsx'
import type { Hearth } from '../store/hearth.ts'
import { openPlan } from '../store/state.ts'
import { useTitle } from '../use-title.ts'
import { useWords } from '../use-words.ts'
import { quickSize } from '../../shared/quick-size.ts'
import { Exchange } from './exchange.tsx'
import { Field } from './field.tsx'
import { Foot } from './foot.tsx'
import type { NoticeLine } from './notices.ts'
import { useFollowEnd } from './use-follow-end.ts'
import { useQuickField } from './use-quick-field.ts'
import { useTexts } from './use-texts.ts'
import { useWindowHeight } from './use-window-height.ts'

export interface QuickProps {
  readonly hearth: Hearth
  readonly notices: NoticeLine
  /** Calls back each time the window is called. Returns what stops that. */
  readonly onShown: (listener: () => void) => () => void
}

/** The quick prompt: a field, and below it the last exchange. */
export function Quick({ hearth, ...props }: QuickProps): ReactNode {
  useTitle(useWords()('quick:title'))
  return (
    <HearthContext value={hearth}>
      <Tooltip.Provider delay={500}>
        <Guard>
          <Panel {...props} />
        </Guard>
        <PlanDialog place="belowField" />
        <LinkDialog />
        <Announcer />
      </Tooltip.Provider>
    </HearthContext>
  )
}

/** Of a dialog over the panel, in CSS pixels. */
const dialogHeight = 380

function Panel({ notices, onShown }: Omit<QuickProps, 'hearth'>): ReactNode {
  const { ask, chat } = useHearth()
  const field = useRef<HTMLTextAreaElement>(null)
  const texts = useTexts()
  const typing = useQuickField(field, texts)
  const hasPlan = useHearthState((state) => openPlan(state) !== null)
  const hasLink = useHearthState((state) => state.link !== null)
  const chatId = useHearthState((state) => state.chat.id)
  // First: what is about to grow must not go.
  useEffect(() => {
    ask('quick.hold', { held: hasPlan }).catch(() => undefined)
  }, [ask, hasPlan])
  const least = hasPlan ? quickSize.highest : hasLink ? dialogHeight : 0
  const { panel, scroller, measure } = useWindowHeight(least)
  const pin = useFollowEnd(scroller)
  const onGrown = useCallback(() => {
    measure()
    pin()
  }, [measure, pin])

  // A smaller window shows less of it.
  useEffect(() => {
    window.addEventListener('resize', pin)
    return () => window.removeEventListener('resize', pin)
  }, [pin])

  const focusField = useCallback(() => {
    if (!isDialogOpen()) field.current?.focus()
  }, [])
  const startNew = useCallback(() => {
    chat.startNew()
    notices.setState({ notice: null })
    field.current?.focus()
  }, [chat, notices])

  useEffect(() => {
    // It may have been called before there was a page to hear of it.
    focusField()
    return onShown(focusField)
  }, [onShown, focusField])
  useKeys(startNew)

  return (
    <main ref={panel} className="flex max-h-dvh flex-col bg-bg">
      <Field field={field} texts={texts} typing={typing} notices={notices} />
      <Exchange key={chatId} scroller={scroller} onGrown={onGrown} />
      <Foot onCarry={typing.carry} onNew={startNew} />
    </main>
  )
}

function isDialogOpen(): boolean {
  return document.querySelector('[role=alertdialog], [role=dialog], [role=menu]') !== null
}

/** Escape hides the window, unless something floats that it closes first. */
function useKeys(startNew: () => void): void {
  const { ask, drafts } = useHearth()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing || isDialogOpen()) return
      if (event.key === 'Escape') {
        drafts.flush()
        ask('quick.hide', undefined).catch(() => undefined)
      } else if (isPressed(shortcuts.newChat, event)) startNew()
      else return
      event.preventDefault()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [ask, drafts, startNew])
}
