import { useEffect, useState } from 'react'
import { givenFile, isText } from '../../shared/given-file.ts'
import { messageLimit } from '../../shared/limits.ts'
import { useHearth } from '../hearth-context.ts'
import { isFloatOpen } from '../keyboard/use-shortcuts.ts'
import { useWords } from '../use-words.ts'

/** Files that are dropped on the window or pasted go with the message, as text. True while some are held over it. */
export function useGivenFiles(add: (text: string) => void): boolean {
  const t = useWords()
  const { notify } = useHearth()
  const [isOver, setOver] = useState(false)

  useEffect(() => {
    const controller = new AbortController()
    const options = { signal: controller.signal }

    async function take(file: File): Promise<void> {
      const { name } = file
      if (file.size > messageLimit)
        return notify({ kind: 'error', title: t('composer:files.tooLarge', { name }) })
      // A folder cannot be read, nor a file that is gone.
      const content = await file.text().catch(() => null)
      if (controller.signal.aborted) return
      if (content === null || !isText(content))
        return notify({ kind: 'error', title: t('composer:files.noText', { name }) })
      add(givenFile(name, content))
    }
    async function takeAll(files: FileList): Promise<void> {
      for (const file of files) await take(file)
    }

    document.addEventListener(
      'dragover',
      (event) => {
        if (!event.dataTransfer?.types.includes('Files') || isFloatOpen()) return
        event.preventDefault()
        event.dataTransfer.dropEffect = 'copy'
        setOver(true)
      },
      options,
    )
    document.addEventListener('dragleave', (event) => event.relatedTarget === null && setOver(false), options)
    document.addEventListener(
      'drop',
      (event) => {
        setOver(false)
        const files = event.dataTransfer?.files
        if (!files || files.length === 0 || isFloatOpen()) return
        event.preventDefault()
        void takeAll(files)
      },
      options,
    )
    document.addEventListener(
      'paste',
      (event) => {
        const { clipboardData: pasted, target } = event
        const isHere = target instanceof HTMLTextAreaElement && target.name === 'message'
        // What is copied from a page or a table may have a picture beside its text.
        if (!isHere || !pasted || pasted.files.length === 0 || pasted.getData('text/plain') !== '') return
        event.preventDefault()
        void takeAll(pasted.files)
      },
      options,
    )
    return () => controller.abort()
  }, [add, notify, t])
  return isOver
}
