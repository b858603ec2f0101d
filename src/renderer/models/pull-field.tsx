import { Download } from 'lucide-react'
import { useId, useState, type ReactNode, type RefObject } from 'react'
import { reportError } from '../../shared/errors.ts'
import { modelNameLimit } from '../../shared/model-name.ts'
import { Button } from '../controls/button.tsx'
import { useHearth } from '../hearth-context.ts'
import { useWords } from '../use-words.ts'

/** Where one names the model that is to be downloaded. */
export function PullField({ field }: { readonly field: RefObject<HTMLInputElement | null> }): ReactNode {
  const t = useWords()
  const { models } = useHearth()
  const id = useId()
  const [name, setName] = useState('')
  const [problem, setProblem] = useState<string | null>(null)
  const [isAsking, setAsking] = useState(false)

  async function begin(): Promise<void> {
    if (isAsking || name.trim() === '') return
    setAsking(true)
    try {
      await models.start(name.trim())
      setName('')
      setProblem(null)
    } catch (error) {
      setProblem(reportError(error).message)
    }
    setAsking(false)
  }

  return (
    <form
      className="mt-5 rounded-md border border-line bg-raised px-4 py-4 min-[560px]:px-5"
      onSubmit={(event) => {
        event.preventDefault()
        void begin()
      }}
    >
      <label htmlFor={id} className="text-sm font-medium">
        {t('models:get')}
      </label>
      <p id={`${id}-about`} className="mt-0.5 text-xs leading-[1.6] text-ink-2">
        {t('models:getAbout')}
      </p>
      <div className="mt-3 flex gap-2">
        <input
          ref={field}
          id={id}
          name="pull"
          dir="ltr"
          placeholder="qwen3:4b"
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          maxLength={modelNameLimit}
          aria-describedby={problem === null ? `${id}-about` : `${id}-about ${id}-problem`}
          aria-invalid={problem !== null}
          value={name}
          onChange={({ target }) => {
            setName(target.value)
            setProblem(null)
          }}
          className="h-9 min-w-0 flex-1 rounded-md border border-line-strong bg-raised px-3 font-mono text-sm aria-invalid:border-bad"
        />
        <Button type="submit" look="main" aria-disabled={isAsking}>
          <Download aria-hidden size={15} />
          {t('models:download')}
        </Button>
      </div>
      {problem !== null && (
        <p id={`${id}-problem`} role="alert" className="mt-2 text-xs leading-[1.6] text-bad">
          {problem}
        </p>
      )}
    </form>
  )
}
