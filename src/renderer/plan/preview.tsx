import { TriangleAlert } from 'lucide-react'
import { useMemo, type ReactNode } from 'react'
import { diffFile } from '../../shared/diff.ts'
import type { ActionPreview, Preview } from '../../shared/request.ts'
import { ErrorText } from '../error-text.tsx'
import { MonoBox } from '../controls/mono-box.tsx'
import { DiffView } from './diff-view.tsx'
import { visible, visibleLines } from '../../shared/visible.ts'
import { useWords } from '../use-words.ts'

/** What one action would do, whole; or why it cannot be done. */
export function PreviewView({ preview }: { readonly preview: ActionPreview }): ReactNode {
  return (
    <>
      {preview.problem !== null && (
        <p className="flex gap-2 rounded-md border border-warn-line bg-warn-soft px-3 py-2 text-sm">
          <TriangleAlert aria-hidden size={15} strokeWidth={1.75} className="mt-0.5 shrink-0 text-warn" />
          <span className="min-w-0 wrap-anywhere">
            <ErrorText error={preview.problem} />
          </span>
        </p>
      )}
      {preview.preview && <Look preview={preview.preview} />}
    </>
  )
}

function Look({ preview }: { readonly preview: Preview }): ReactNode {
  const t = useWords()
  switch (preview.kind) {
    case 'file':
      return <FileLook {...preview} />
    case 'command':
      return (
        <div>
          <MonoBox label={t('plan:command')} className="max-h-64 border border-line text-ink!">
            {visibleLines(preview.command)}
          </MonoBox>
          <Length command={preview.command} />
          <p className="mt-1.5 text-xs text-ink-2">
            {t('plan:in')}{' '}
            <span dir="ltr" className="font-mono break-all">
              {visible(preview.folder)}
            </span>
          </p>
          <Notes notes={preview.notes} />
        </div>
      )
    case 'targets':
      return (
        <div>
          <Targets targets={preview.targets} />
          <Notes notes={preview.notes} />
        </div>
      )
  }
}

/** What fits into the box of a command. */
const fits = { lines: 10, characters: 600 }

/** Said of a command whose end may be out of sight: what matters may stand there. */
function Length({ command }: { readonly command: string }): ReactNode {
  const t = useWords()
  const lines = command.split('\n').length
  if (lines <= fits.lines && command.length <= fits.characters) return null
  return (
    <p className="mt-1.5 text-xs font-medium">
      {t('plan:longCommand', { characters: command.length, lines })}
    </p>
  )
}

function FileLook({ path, before, after, notes }: Extract<Preview, { kind: 'file' }>): ReactNode {
  const diff = useMemo(() => diffFile(before, after), [before, after])
  return (
    <div>
      <DiffView path={path} isNew={before === null} diff={diff} />
      {notes && <Notes notes={notes} />}
    </div>
  )
}

/** Targets that are laid out; of more there is a count. */
const mostTargets = 500
/** So many stand there without a box that scrolls. */
const fewTargets = 8

function Targets({ targets }: { readonly targets: readonly string[] }): ReactNode {
  const t = useWords()
  const shown = targets.slice(0, mostTargets).map(visible)
  const rest = targets.length - shown.length
  if (rest > 0) shown.push(t('plan:moreTargets', { targets: rest }))
  if (shown.length > fewTargets)
    return (
      <MonoBox label={t('plan:targets')} className="max-h-48">
        {shown.join('\n')}
      </MonoBox>
    )
  return (
    <ul dir="ltr" className="font-mono text-xs leading-[1.65] text-ink-2">
      {shown.map((target, index) => (
        <li key={index}>
          <Target text={target} />
        </li>
      ))}
    </ul>
  )
}

/** A path, which breaks anywhere, and what is said of it, which does not. */
function Target({ text }: { readonly text: string }): ReactNode {
  const [, path = text, note] = /^(.*) (\([^()]*\))$/s.exec(text) ?? []
  return (
    <>
      <span className="break-all">{path}</span>
      {note === undefined ? null : (
        <>
          {' '}
          <span className="inline-block">{note}</span>
        </>
      )}
    </>
  )
}

function Notes({ notes }: { readonly notes: readonly string[] }): ReactNode {
  if (notes.length === 0) return null
  return (
    <ul className="mt-1 text-xs leading-[1.6] text-ink-2">
      {notes.map((note) => (
        <li key={note} className="flex gap-1.5 wrap-anywhere">
          <span aria-hidden className="text-ink-3">
            ·
          </span>
          {visible(note)}
        </li>
      ))}
    </ul>
  )
}
