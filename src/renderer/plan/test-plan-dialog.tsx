import { act, render, screen } from '@testing-library/react'
import { I18nextProvider } from 'react-i18next'
import { vi } from 'vitest'
import type { AppErrorCode } from '../../shared/errors.ts'
import type { RequestMessage } from '../../shared/message.ts'
import type { ActionPreview, Preview } from '../../shared/request.ts'
import { openWords } from '../../shared/words/language.ts'
import { HearthContext } from '../hearth-context.ts'
import { openHearth } from '../store/hearth.ts'
import { conversation, scriptBridge } from '../store/scripted-bridge.ts'
import { plan } from '../store/scripted-plans.ts'
import { PlanDialog } from './plan-dialog.tsx'

export type PlanStage = ReturnType<typeof stagePlanDialog>

/** A window to look at plans in, with one granted folder. Its clock stands still unless it is moved. */
export function stagePlanDialog() {
  let now = 10_000
  vi.spyOn(performance, 'now').mockImplementation(() => now)
  const main = scriptBridge()
  main.on('folders.list', () => [{ path: '/notes', grantedAt: '2030-01-01T12:00:00.000Z' }])
  main.on('rules.list', () => [])
  main.on('reminders.list', () => [])
  main.on('request.preview', () => ({ digest: 'digest 1', previews: [] }))
  main.on('request.approve', () => plan([], { status: 'approved' }))
  main.on('request.cancel', () => undefined)

  return {
    main,
    wait(ms: number): void {
      now += ms
    },
    /** What an action would do, or why it cannot be done. */
    previews(
      actionId: string,
      preview: Preview | null,
      message: string | null = null,
      code: AppErrorCode = 'not_found',
    ): void {
      const problem = message === null ? null : { code, message }
      const found: ActionPreview[] = [{ actionId, preview, problem }]
      main.on('request.preview', () => ({ digest: 'digest 1', previews: found }))
    },
    /** Shows a plan, and lets so many milliseconds go by. */
    async show(message: RequestMessage, ms = 1_000, words = openWords('en')): Promise<HTMLElement> {
      main.on('conversations.open', ({ id }) => ({
        conversation: conversation(id, 20),
        messages: [message],
        hasEarlier: false,
        hasLater: false,
        turn: null,
        run: null,
      }))
      const hearth = openHearth(main.bridge, main.outside)
      await hearth.chat.open('a')
      render(
        <I18nextProvider i18n={words}>
          <HearthContext value={hearth}>
            <PlanDialog />
          </HearthContext>
        </I18nextProvider>,
      )
      await act(async () => hearth.plans.show(message.id))
      now += ms
      return screen.findByRole('dialog')
    },
    button: (name: string | RegExp) => screen.getByRole<HTMLButtonElement>('button', { name }),
    asked: (name: string) => main.asked.filter((one) => one.name === name).map(({ input }) => input),
  }
}
