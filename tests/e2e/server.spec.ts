import { postgresAdvice, findPostgres } from '../../scripts/postgres.ts'
import { launchApp, type RunningApp } from '../support/app.ts'
import { makeDataFolder } from '../support/data-folder.ts'
import { startPostgres } from '../support/postgres-server.ts'
import { chatPage } from './chat-page.ts'
import { expect, test } from './fixtures.ts'

test.skip(findPostgres() === null, `There is no Postgres server. ${postgresAdvice}`)

test('two apps on one server show the same conversations, over a lost connection too', async ({ ollama }) => {
  await using server = await startPostgres()
  const env = { DATABASE_URL: await server.makeDatabase() }
  await using here = await makeDataFolder({ ready: false })
  await using there = await makeDataFolder({ ready: false })
  const apps: RunningApp[] = []
  try {
    for (const { path } of [here, there])
      apps.push(await launchApp({ dataFolder: path, ollamaHost: ollama.host, env }))
    const [one, two] = apps.map(({ window }) => chatPage(window))
    ollama.answerNext({ text: 'Oak burns longest.' })
    await one!.ask('Which wood?')
    await expect(one!.answers).toContainText('Oak burns longest.')
    await two!.open('Which wood?')
    await expect(two!.answers).toContainText('Oak burns longest.')
    await one!.settled()

    ollama.answerNext({ text: 'In autumn.' })
    await two!.ask('When to cut it?')
    await expect(one!.answers.last()).toContainText('In autumn.')
    await two!.settled()

    await server.stop()
    for (const { window } of apps) await expect(window.getByText(/database server/).first()).toBeVisible()
    await server.start()
    for (const { window } of apps) await expect(window.getByText(/database server/)).toBeHidden()
    ollama.answerNext({ text: 'Two years.' })
    await one!.ask('How long must it dry?')
    await expect(two!.answers.last()).toContainText('Two years.')
  } finally {
    for (const app of apps) await app.close()
  }
})
