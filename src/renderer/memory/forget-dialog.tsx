import { Dialog } from '@base-ui/react/dialog'
import { useEffect, useRef, useState, type ReactNode, type RefObject } from 'react'
import type { Forgetting, Forgotten } from '../../shared/context.ts'
import type { Translate } from '../../shared/words/language.ts'
import { Button } from '../controls/button.tsx'
import { useHearth } from '../hearth-context.ts'
import { useLatest } from '../transcript/use-latest.ts'
import { useWords } from '../use-words.ts'
import { heldWords, valueText } from './words.ts'

/** What the page can have forgotten. */
export type Forgettable = Exclude<Forgetting, { readonly kind: 'conversation' }>

export interface ForgetDialogProps {
  /** Null while nothing is asked. */
  readonly what: Forgettable | null
  /** Where the focus goes afterwards. */
  readonly focusBack: () => HTMLElement | true
  onClose(): void
}

/** Shows what would be forgotten, and forgets it after a yes. The safe answer has the focus. */
export function ForgetDialog({ what, focusBack, onClose }: ForgetDialogProps): ReactNode {
  const cancel = useRef<HTMLButtonElement>(null)
  // While it goes, it is drawn as it was.
  const [last, setLast] = useState(what)
  if (what && what !== last) setLast(what)
  return (
    <Dialog.Root open={what !== null} onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-y-auto p-4">
          <Dialog.Popup
            role="alertdialog"
            initialFocus={cancel}
            finalFocus={() => focusBack()}
            className="floats flex max-h-[calc(100dvh-2rem)] w-full max-w-lg flex-col rounded-lg border border-line bg-raised p-5 text-ink shadow-over outline-none"
          >
            {last && <Question what={last} cancel={cancel} onClose={onClose} />}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

interface QuestionProps {
  readonly what: Forgettable
  readonly cancel: RefObject<HTMLButtonElement | null>
  onClose(): void
}

function Question({ what, cancel, onClose }: QuestionProps): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const [found, setFound] = useState<Forgotten | null>(null)
  const [busy, setBusy] = useState(false)

  const close = useLatest(onClose)
  useEffect(() => {
    let isCurrent = true
    async function look(): Promise<void> {
      const would = await memory.wouldForget(what)
      if (!isCurrent) return
      if (would) setFound(would)
      else close.current()
    }
    void look()
    return () => {
      isCurrent = false
    }
  }, [memory, what, close])

  async function forget(): Promise<void> {
    if (!found) return
    setBusy(true)
    const became = await memory.forget(what, found.digest)
    // What it is by now has not been seen yet.
    const would = became === 'changed' ? await memory.wouldForget(what) : null
    setBusy(false)
    if (would) setFound(would)
    else onClose()
  }

  const held = found && heldWords(found, t)
  return (
    <>
      <Dialog.Title className="text-lg leading-snug font-semibold">{question(found, t)}</Dialog.Title>
      <Dialog.Description className="mt-1 text-sm text-ink-2">
        {t(found?.count === 0 ? 'memory:forget.nothing' : 'memory:forget.forGood')}
      </Dialog.Description>
      {found && found.count > 0 && <Facts found={found} />}
      {found && found.count > 0 && held !== null && <p className="mt-3 text-sm text-ink-2">{held}</p>}
      <div className="mt-5 flex flex-wrap justify-end gap-2">
        <Dialog.Close ref={cancel} render={<Button />}>
          {t(found?.count === 0 ? 'memory:close' : 'memory:cancel')}
        </Dialog.Close>
        {found?.count !== 0 && (
          <Button look="bad" disabled={found === null || busy} onClick={() => void forget()}>
            {found ? t('memory:forget.forgetThem', { count: found.count }) : t('memory:forget.button')}
          </Button>
        )}
      </div>
    </>
  )
}

function question(found: Forgotten | null, t: Translate): string {
  if (!found) return t('memory:forget.forgetThis')
  if (found.count === 0) return t('memory:forget.nothingLike')
  return t('memory:forget.question', { count: found.count })
}

function Facts({ found: { count, facts } }: { readonly found: Forgotten }): ReactNode {
  const t = useWords()
  const more = count - facts.length
  return (
    <ul
      aria-label={t('memory:forget.list')}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- It scrolls, which a keyboard must be able to do as well.
      tabIndex={0}
      className="focus-inset mt-4 max-h-56 min-h-0 overflow-y-auto rounded-md border border-line bg-sunk px-3 py-1 text-sm"
    >
      {facts.map(({ id, key, value }) => (
        <li key={id} className="border-t border-line py-1.5 first:border-t-0">
          <bdi className="line block font-mono text-xs text-ink-2">{key}</bdi>
          <span dir="auto" className="line-clamp-2 wrap-anywhere">
            {valueText(value).slice(0, 400)}
          </span>
        </li>
      ))}
      {more > 0 && (
        <li className="border-t border-line py-1.5 text-ink-2">{t('memory:forget.more', { count: more })}</li>
      )}
    </ul>
  )
}
