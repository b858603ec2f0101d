import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures.ts'

/** One line for each violation, with the elements that it was found at. */
async function violations(page: Page): Promise<string[]> {
  // Axe would open a page of its own, which an app has not.
  const { violations: found } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
  return found.map(
    ({ id, help, nodes }) => `${id}: ${help} (${nodes.map((node) => node.html.slice(0, 120)).join(' | ')})`,
  )
}

for (const colorScheme of ['light', 'dark'] as const) {
  test(`axe finds nothing in ${colorScheme}: empty, in a conversation, in a menu and a dialog`, async ({
    chat,
    ollama,
    window,
  }) => {
    await window.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await expect(chat.message).toBeVisible()
    expect(await violations(window)).toEqual([])

    ollama.answerNext({
      text: '# Title\n\nA [link](https://example.com), `code`\n\n```js\nlet x = 1 // note\n```\n\n- [x] done\n',
    })
    await chat.ask('Show me everything')
    await expect(chat.answers.getByRole('heading', { name: 'Title' })).toBeVisible()
    await chat.settled()
    expect(await violations(window)).toEqual([])

    await chat.answers.getByText('link').click()
    await expect(window.getByRole('dialog').or(window.getByRole('alertdialog'))).toBeVisible()
    expect(await violations(window)).toEqual([])
    await window.keyboard.press('Escape')

    await window.getByRole('button', { name: 'Choose model' }).click()
    await expect(
      window.getByText('Choose model').or(window.getByRole('listbox')).or(window.getByRole('menu')).first(),
    ).toBeVisible()
    expect(await violations(window)).toEqual([])
  })
}
