import { TriangleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import type { ActionPreview, Preview } from '../../shared/request.ts'
import { MonoBox } from '../controls/mono-box.tsx'
import { DiffView } from './diff-view.tsx'

/** What one action would do, whole; or why it cannot be done. */
export function PreviewView({ preview }: { readonly preview: ActionPreview }): ReactNode {
  return (
    <>
      {preview.problem !== null && (
        <p className="flex gap-2 rounded-md border border-warn-line bg-warn-soft px-3 py-2 text-sm">
          <TriangleAlert aria-hidden size={15} strokeWidth={1.75} className="mt-0.5 shrink-0 text-warn" />
          <span className="min-w-0 wrap-anywhere">{preview.problem}</span>
        </p>
      )}
      {preview.preview && <Look preview={preview.preview} />}
    </>
  )
}

function Look({ preview }: { readonly preview: Preview }): ReactNode {
  switch (preview.kind) {
    case 'file':
      return <DiffView path={preview.path} before={preview.before} after={preview.after} />
    case 'command':
      return (
        <div>
          <MonoBox label="Command" className="max-h-64 border border-line text-ink!">
            {preview.command}
          </MonoBox>
          <p className="mt-1.5 text-xs text-ink-2">
            in{' '}
            <span dir="ltr" className="font-mono break-all">
              {preview.folder}
            </span>
          </p>
          <Notes notes={preview.notes} />
        </div>
      )
    case 'targets':
      return (
        <div>
          <ul dir="ltr" className="max-h-48 overflow-y-auto font-mono text-xs leading-[1.65] text-ink-2">
            {preview.targets.map((target, index) => (
              <li key={index} className="break-all">
                {target}
              </li>
            ))}
          </ul>
          <Notes notes={preview.notes} />
        </div>
      )
  }
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
          {note}
        </li>
      ))}
    </ul>
  )
}
