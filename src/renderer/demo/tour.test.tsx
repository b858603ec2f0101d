import { act, cleanup, render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { afterEach, expect, test } from 'vitest'
import { openHearth } from '../store/hearth.ts'
import { scriptBridge } from '../store/scripted-bridge.ts'
import { Tour } from './tour.tsx'

afterEach(cleanup)

test.each(['settings', 'models', 'memory'] as const)(
  '“Try it” leaves the %s page for the field that it fills',
  async (page) => {
    const main = scriptBridge()
    const hearth = openHearth(main.bridge, main.outside)
    await act(async () => hearth.store.setState({ demo: true }))
    render(
      <Tour bridge={main.bridge} hearth={hearth}>
        <p />
      </Tour>,
    )
    await act(async () => hearth[page].show(true))
    await userEvent.click(screen.getByRole('button', { name: 'Try it' }))
    const { chat, [page]: left } = hearth.store.getState()
    expect(left.shown).toBe(false)
    expect(hearth.drafts.read(chat)).not.toBe('')
  },
)
