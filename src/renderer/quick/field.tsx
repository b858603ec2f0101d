import { ArrowUp, CircleAlert, Info, Square } from 'lucide-react'
import { useId, type ReactNode, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { useStore } from 'zustand'
import { CommandList, commandId } from '../composer/command-list.tsx'
import { IconButton } from '../controls/icon-button.tsx'
import { Mark } from '../controls/mark.tsx'
import { useHearth, useHearthState } from '../hearth-context.ts'
import type { Notice } from '../store/room.ts'
import { isAnswering } from '../store/state.ts'
import type { NoticeLine } from './notices.ts'
import { TextChips } from './text-chips.tsx'
import type { QuickField } from './use-quick-field.ts'
import type { Texts } from './use-texts.ts'

export interface FieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>
  readonly texts: Texts
  readonly typing: QuickField
  readonly notices: NoticeLine
}

const round = 'grid size-8 shrink-0 place-items-center rounded-full transition-colors duration-100'

/** Where one asks, what may go with it, and why it was not asked. */
export function Field({ field, texts, typing, notices }: FieldProps): ReactNode {
  const { turns } = useHearth()
  const { t } = useTranslation('quick')
  const answering = useHearthState((state) => isAnswering(state.chat))
  const { props, isBlank, completion, send } = typing
  const listId = useId()
  const command = completion.found[completion.active]
  const focus = (): void => field.current?.focus()
  return (
    <form
      aria-label={t('name')}
      className="shrink-0"
      onSubmit={(event) => {
        event.preventDefault()
        send()
      }}
      onInput={() => notices.setState({ notice: null })}
    >
      <h1 className="sr-only">{t('name')}</h1>
      <div className="flex items-start gap-3 px-4 py-[14px]">
        <span className="pt-[5px]">
          <Mark size={22} />
        </span>
        <textarea
          ref={field}
          {...props}
          name="message"
          aria-label={t('question')}
          aria-autocomplete="list"
          aria-controls={command ? listId : undefined}
          aria-activedescendant={command && commandId(listId, command.name)}
          dir="auto"
          rows={1}
          autoComplete="off"
          placeholder={t('placeholder')}
          className="block field-sizing-content max-h-40 min-h-8 min-w-0 flex-1 resize-none overflow-y-auto bg-transparent py-[3px] text-lg leading-[1.5] focus-visible:shadow-none"
        />
        {answering ? (
          <IconButton
            label={t('stop')}
            className={`${round} bg-ink text-bg hover:bg-ink-2`}
            onClick={() => {
              turns.stop()
              focus()
            }}
          >
            <Square aria-hidden size={11} fill="currentColor" />
          </IconButton>
        ) : (
          <IconButton
            type="submit"
            label={t('ask')}
            keys="Enter"
            disabled={isBlank}
            className={`${round} bg-ember text-ember-ink hover:bg-ember-hover disabled:bg-hover disabled:text-ink-3`}
          >
            <ArrowUp aria-hidden size={16} strokeWidth={2.25} />
          </IconButton>
        )}
      </div>
      <CommandList
        id={listId}
        completion={completion}
        className="max-h-72 overflow-y-auto border-t border-line p-1.5"
      />
      <TextChips texts={texts} onDone={focus} />
      <Trouble notices={notices} />
    </form>
  )
}

/** Why what was typed is still here, or what else there is to say. */
function Trouble({ notices }: Pick<FieldProps, 'notices'>): ReactNode {
  const { t } = useTranslation('quick')
  const refused = useHearthState((state) => state.chat.composer.refused)
  const loading = useHearthState((state) => state.chat.loading)
  const notice = useStore(notices, (state) => state.notice)
  const failed = loading.state === 'failed' ? loading.error.message : undefined
  return (
    <>
      {/* Outside of the output: the announcer has told it already. */}
      {refused && <Line kind="error" title={t('notSent')} text={refused.message} />}
      <output>
        {notice ? <Line {...notice} /> : failed !== undefined && <Line kind="error" text={failed} />}
      </output>
    </>
  )
}

function Line({ kind, title, text }: Partial<Notice> & Pick<Notice, 'kind'>): ReactNode {
  const Icon = kind === 'error' ? CircleAlert : Info
  return (
    <span className="flex gap-2.5 border-t border-line bg-side px-4 py-2 text-sm">
      <Icon
        aria-hidden
        size={15}
        className={`mt-[3px] shrink-0 ${kind === 'error' ? 'text-bad' : 'text-ink-3'}`}
      />
      <span className="min-w-0 wrap-anywhere">
        {title !== undefined && <strong className="font-semibold">{title}</strong>} {text}
      </span>
    </span>
  )
}
