import { Dialog } from '@base-ui/react/dialog'
import { useState, type ReactNode } from 'react'
import { Button } from '../controls/button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'
import { valueText } from './words.ts'

export interface MergeDialogProps {
  /** Null while nothing is to be merged. */
  readonly ids: readonly string[] | null
  readonly focusBack: () => HTMLElement | true
  onMerged(): void
  onClose(): void
}

/** Which of several facts stays. What the others say goes into its history. */
export function MergeDialog({ ids, focusBack, onMerged, onClose }: MergeDialogProps): ReactNode {
  const [last, setLast] = useState(ids)
  if (ids && ids !== last) setLast(ids)
  return (
    <Dialog.Root open={ids !== null} onOpenChange={(open) => open || onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className="fades fixed inset-0 z-30 bg-veil" />
        <Dialog.Viewport className="fixed inset-0 z-30 grid place-items-center overflow-y-auto p-4">
          <Dialog.Popup
            finalFocus={() => focusBack()}
            className="floats flex max-h-[calc(100dvh-2rem)] w-full max-w-lg flex-col rounded-lg border border-line bg-raised p-5 text-ink shadow-over outline-none"
          >
            {last && <Choice key={last.join(' ')} ids={last} onMerged={onMerged} onClose={onClose} />}
          </Dialog.Popup>
        </Dialog.Viewport>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** As many as one request takes. */
const most = 100

function Choice({
  ids,
  onMerged,
  onClose,
}: Pick<MergeDialogProps, 'onMerged' | 'onClose'> & { readonly ids: readonly string[] }): ReactNode {
  const t = useWords()
  const { memory } = useHearth()
  const all = useHearthState((state) => state.memory.facts)
  const [facts] = useState(() => all.filter(({ id }) => ids.includes(id)).slice(0, most))
  const [into, setInto] = useState(() => (facts.find(({ pinned }) => pinned) ?? facts[0])?.id ?? '')
  const [busy, setBusy] = useState(false)

  async function merge(): Promise<void> {
    setBusy(true)
    const others = facts.flatMap(({ id }) => (id === into ? [] : [id]))
    const done = await memory.merge(into, others)
    setBusy(false)
    if (!done) return
    onMerged()
    onClose()
  }

  return (
    <>
      <Dialog.Title className="text-lg leading-snug font-semibold">
        {t('memory:merge.question', { count: facts.length })}
      </Dialog.Title>
      <Dialog.Description className="mt-1 text-sm text-ink-2">{t('memory:merge.about')}</Dialog.Description>
      <fieldset className="mt-4 max-h-72 min-h-0 overflow-y-auto rounded-md border border-line">
        <legend className="sr-only">{t('memory:merge.legend')}</legend>
        {facts.map(({ id, key, type, value }) => (
          // oxlint-disable-next-line jsx-a11y/label-has-associated-control -- Its text is what the fact says.
          <label
            key={id}
            className="flex gap-3 border-t border-line px-3 py-2 text-sm first-of-type:border-t-0 has-checked:bg-ember-soft"
          >
            <input
              type="radio"
              name="into"
              checked={id === into}
              onChange={() => setInto(id)}
              className="mt-1 size-4 shrink-0 rounded-full"
            />
            <span className="min-w-0 flex-1">
              <span className="flex gap-3">
                <bdi className="line flex-1 font-mono text-xs">{key}</bdi>
                <span className="shrink-0 text-xs text-ink-2">{t(`memory:types.${type}`)}</span>
              </span>
              <span dir="auto" className="line-clamp-2 wrap-anywhere">
                {valueText(value).slice(0, 400)}
              </span>
            </span>
          </label>
        ))}
      </fieldset>
      <div className="mt-5 flex justify-end gap-2">
        <Dialog.Close render={<Button />}>{t('memory:cancel')}</Dialog.Close>
        <Button look="main" disabled={busy} onClick={() => void merge()}>
          {t('memory:merge.merge')}
        </Button>
      </div>
    </>
  )
}
