import { Power } from 'lucide-react'
import { useState, type ReactNode } from 'react'
import { reportError } from '../../shared/errors.ts'
import { Button } from '../controls/button.tsx'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

/** Starts the Ollama that is installed here. Why it does not start is said below, with what to do by hand. */
export function StartOllama(): ReactNode {
  const t = useWords()
  const { ask, ollama } = useHearth()
  const [isStarting, setStarting] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)

  async function start(): Promise<void> {
    setStarting(true)
    setProblem(null)
    try {
      await ask('ollama.start', undefined)
      await ollama.check()
    } catch (error) {
      setProblem(reportError(error).message)
    }
    setStarting(false)
  }

  return (
    <>
      <Button look="main" aria-disabled={isStarting} onClick={() => isStarting || void start()}>
        <Power aria-hidden size={14} strokeWidth={2} className={isStarting ? 'glows' : ''} />
        {isStarting ? t('firstStart:starting') : t('firstStart:start')}
      </Button>
      {problem !== null && (
        <p role="alert" className="order-last w-full text-bad">
          {problem}
        </p>
      )}
    </>
  )
}
