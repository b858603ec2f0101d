import { Component, type ReactNode } from 'react'
import { Button } from './controls/button.tsx'
import { useWords } from './use-words.ts'

interface GuardProps {
  readonly children: ReactNode
}

/** Keeps a defect in one part of the window from taking the rest with it. The error is reported by the root. */
export class Guard extends Component<GuardProps, { readonly broken: boolean }> {
  override state = { broken: false }

  static getDerivedStateFromError(): { broken: boolean } {
    return { broken: true }
  }

  override render(): ReactNode {
    if (!this.state.broken) return this.props.children
    return <Broken />
  }
}

function Broken(): ReactNode {
  const t = useWords()
  return (
    <div role="alert" className="grid flex-1 place-content-center justify-items-center gap-2 p-6 text-center">
      <p className="text-md font-semibold">{t('chat:broke')}</p>
      <p className="max-w-sm text-sm text-ink-2">{t('chat:brokeSafe')}</p>
      <Button className="mt-3" onClick={() => location.reload()}>
        {t('chat:loadAgain')}
      </Button>
    </div>
  )
}
