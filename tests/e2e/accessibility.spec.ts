import { expect, test } from './fixtures.ts'
import { violations } from './violations.ts'

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
