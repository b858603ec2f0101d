import { ArrowUp, CircleAlert, FileText, PencilLine, Square, X } from 'lucide-react'
import { useId, useRef, type FormEvent, type ReactNode } from 'react'
import { IconButton, iconButtonLook } from '../controls/icon-button.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import { isAnswering, isTemporary } from '../store/state.ts'
import { trouble } from '../store/ollama.ts'
import { CommandList, commandId } from './command-list.tsx'
import { ContextMeter } from './context-meter.tsx'
import { ModelPicker } from './model-picker.tsx'
import { useField } from './use-field.ts'
import { useGivenFiles } from './use-given-files.ts'
import { useWords } from '../use-words.ts'
import { Trans } from 'react-i18next'

const round = 'grid size-8.5 shrink-0 place-items-center rounded-full transition-colors duration-100'

/** Where one writes. It knows whether an answer is being written, and nothing of what is in it. */
export function Composer({ chatId }: { readonly chatId: string }): ReactNode {
  const t = useWords()
  const { turns } = useHearth()
  const answering = useHearthState((state) => isAnswering(state.chat))
  const editing = useHearthState((state) => state.chat.composer.editing !== null)
  const temporary = useHearthState((state) => isTemporary(state.chat))
  const field = useRef<HTMLTextAreaElement>(null)
  const { props, isBlank, besideLength, notice, completion, addBeside, removeBeside, send } = useField(
    field,
    chatId,
  )
  const isOver = useGivenFiles(addBeside)

  const listId = useId()
  const command = completion.found[completion.active]

  function onSubmit(event: FormEvent): void {
    event.preventDefault()
    send()
  }

  return (
    <form aria-label={t('composer:form')} onSubmit={onSubmit}>
      <div
        data-over={isOver || undefined}
        className="relative rounded-lg border border-line-strong bg-raised shadow-float transition-shadow duration-100 focus-within:border-ember-line has-[textarea:focus]:shadow-[0_0_0_3px_var(--ember-soft),var(--shadow-2)] data-over:border-ember data-over:shadow-[0_0_0_3px_var(--ember-line),var(--shadow-2)]"
      >
        <CommandList id={listId} completion={completion} />
        {editing && <EditingBar />}
        <Refusal />
        <textarea
          ref={field}
          {...props}
          name="message"
          aria-label={t('composer:message')}
          aria-describedby="composer-hint"
          aria-autocomplete="list"
          aria-controls={command ? listId : undefined}
          aria-activedescendant={command && commandId(listId, command.name)}
          dir="auto"
          rows={1}
          autoComplete="off"
          placeholder={
            isOver ? t('composer:files.drop') : temporary ? t('composer:nothingKept') : t('composer:ask')
          }
          className="block field-sizing-content max-h-[40dvh] min-h-12 w-full resize-none overflow-y-auto bg-transparent px-4 pt-3 pb-1 text-md leading-normal focus-visible:shadow-none"
        />
        {besideLength > 0 && <LongText length={besideLength} onRemove={removeBeside} />}
        <div className="flex items-center gap-2 px-2.5 pb-2.5">
          <ModelPicker />
          <span className="min-w-0 flex-1 text-end text-xs text-ink-2 tabular-nums">{notice}</span>
          <ContextMeter />
          {answering ? (
            <IconButton
              label={t('composer:stop')}
              keys="Esc"
              ariaKeys="Escape"
              onClick={() => {
                turns.stop()
                // The button goes away with the answer; what is typed next belongs here.
                field.current?.focus()
              }}
              className={`${round} bg-ink text-bg hover:bg-ink-2`}
            >
              <Square aria-hidden size={12} fill="currentColor" />
            </IconButton>
          ) : (
            <IconButton
              type="submit"
              label={t('composer:send')}
              keys="Enter"
              disabled={isBlank}
              className={`${round} bg-ember text-ember-ink hover:bg-ember-hover disabled:bg-hover disabled:text-ink-3`}
            >
              <ArrowUp aria-hidden size={17} strokeWidth={2.25} />
            </IconButton>
          )}
        </div>
      </div>
      <p
        id="composer-hint"
        className="line mt-2 text-center! text-xs text-ink-3 [@media(max-height:420px)]:sr-only"
      >
        {answering
          ? t('composer:hintStop')
          : temporary
            ? t('composer:hintTemporary')
            : t('composer:hintSend')}
      </p>
    </form>
  )
}

/** A text that is too long for the field and goes with the message. */
function LongText({ length, onRemove }: { readonly length: number; onRemove(): void }): ReactNode {
  const t = useWords()
  return (
    <div className="mx-3 mt-1 mb-2 flex w-fit max-w-full items-center gap-2.5 rounded-md border border-line bg-sunk py-1 ps-3 pe-1 text-sm">
      <FileText aria-hidden size={15} strokeWidth={1.75} className="shrink-0 text-ink-2" />
      <span className="line">
        <Trans
          t={t}
          i18nKey="composer:longText"
          count={length}
          components={[<span key="length" className="text-ink-2 tabular-nums" />]}
        />
      </span>
      <IconButton label={t('composer:removeLong')} className={iconButtonLook} onClick={onRemove}>
        <X aria-hidden size={15} />
      </IconButton>
    </div>
  )
}

/** What is written takes the place of the last message. */
function EditingBar(): ReactNode {
  const t = useWords()
  const { composer } = useHearth()
  return (
    <div className="flex items-center gap-2 border-b border-line py-1 ps-4 pe-2 text-sm text-ink-2">
      <PencilLine aria-hidden size={14} />
      <span className="flex-1">{t('composer:editing')}</span>
      <IconButton
        label={t('composer:leave')}
        keys="Esc"
        className={iconButtonLook}
        onClick={composer.cancelEdit}
      >
        <X aria-hidden size={15} />
      </IconButton>
    </div>
  )
}

/** Why the text is still here. */
function Refusal(): ReactNode {
  const t = useWords()
  const refused = useHearthState((state) => state.chat.composer.refused)
  const isTold = useHearthState(
    (state) => trouble(state.ollama, t)?.code === state.chat.composer.refused?.code,
  )
  if (!refused) return null
  return (
    <p className="flex gap-2.5 border-b border-line px-4 py-2 text-sm">
      <CircleAlert aria-hidden size={15} className="mt-0.5 shrink-0 text-bad" />
      <span>
        <strong className="font-semibold">{t('composer:notSent')}</strong>{' '}
        {isTold ? t('composer:stays') : refused.message}
      </span>
    </p>
  )
}
