import { createServer } from 'node:http'
import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { root } from '../../scripts/root.ts'
import { expect, test } from './fixtures.ts'

test('the page has two functions that it cannot change, and nothing of Node or Electron; a frame in it has none', async ({
  window,
}) => {
  const found = await window.evaluate(`({
    bridge: Object.keys(window.hearth).toSorted(),
    kinds: Object.values(window.hearth).map((value) => typeof value),
    globals: ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer', 'electron', '__dirname']
      .filter((name) => name in window),
  })`)
  expect(found).toEqual({ bridge: ['onEvent', 'request'], kinds: ['function', 'function'], globals: [] })

  const inFrame = await window.evaluate(`(() => {
    const frame = document.createElement('iframe')
    document.body.append(frame)
    return typeof frame.contentWindow?.hearth
  })()`)
  expect(inFrame).toBe('undefined')

  const changed = await window.evaluate(`(() => {
    try { window.hearth.request = null } catch {}
    try { window.hearth = null } catch {}
    return typeof window.hearth?.request
  })()`)
  expect(changed).toBe('function')
})

test('requests that there are not, and those with a wrong input, are refused', async ({ window }) => {
  for (const [name, code] of [
    ['turn.explode', 'forbidden'],
    ['__proto__', 'forbidden'],
    ['constructor', 'forbidden'],
    ['turn.stop', 'invalid_input'],
  ]) {
    const reply = await window.evaluate(`window.hearth.request(${JSON.stringify(name)}, { wrong: true })`)
    expect(reply, name).toEqual({ ok: false, error: { code, message: expect.any(String) } })
  }
})

test('a listener gets events, never what Electron sends along', async ({ chat, ollama, window }) => {
  await window.evaluate(`(() => {
    window.seen = []
    window.hearth.onEvent((...args) => window.seen.push(args.map((value) => typeof value?.type + ' ' + ('sender' in value))))
  })()`)
  ollama.answerNext({ text: 'Yes.' })
  await chat.ask('Anything new?')
  await expect(chat.answers).toContainText('Yes.')
  const seen = await window.evaluate<string[][]>('window.seen')
  expect(seen.length).toBeGreaterThan(0)
  expect(new Set(seen.map((kinds) => kinds.join()))).toEqual(new Set(['string false']))
})

test('a page of another origin is refused, even in a window of ours', async ({ app }) => {
  const reply = await app.electron.evaluate(
    async ({ BrowserWindow }, preload) => {
      const other = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } })
      await other.loadURL('data:text/html,<title>other</title>')
      const answer: unknown = await other.webContents.executeJavaScript("window.hearth.request('app.info')")
      other.destroy()
      return answer
    },
    join(root, 'out/preload/index.cjs'),
  )
  expect(reply).toMatchObject({ ok: false, error: { code: 'forbidden' } })
})

test('nothing of the page reaches the network: no image of an answer, no request, no other page', async ({
  chat,
  ollama,
  window,
  allowPolicyErrors,
}) => {
  allowPolicyErrors()
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    response.end()
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  try {
    ollama.answerNext({
      text: `Look: ![secret](${address}/image.png?text=secret) and [a link](${address}/link)\n\nThe end.`,
    })
    await chat.ask('Draw something')
    await expect(chat.answers).toContainText('The end.')
    await chat.settled()

    const before = window.url()
    await window.evaluate(`(async () => {
      const image = new Image()
      await new Promise((done) => { image.onload = image.onerror = done; image.src = '${address}/image' })
      await fetch('${address}/fetch').catch(() => {})
      navigator.sendBeacon?.('${address}/beacon')
      const opened = window.open('${address}/open')
      if (opened) throw new Error('a window opened')
      const link = document.createElement('link')
      Object.assign(link, { rel: 'prefetch', href: '${address}/prefetch' })
      document.head.append(link)
      location.href = '${address}/navigate'
    })()`)
    await expect(chat.answers).toContainText('The end.')
    expect(window.url()).toBe(before)
    expect(asked).toEqual([])
  } finally {
    server.close()
  }
})
