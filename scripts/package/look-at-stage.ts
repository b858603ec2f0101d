import { spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { appPaths } from '../../src/main/paths.ts'
import { descriptionOf } from '../../src/core/database/embedded/template.ts'
import { root } from '../root.ts'
import { findLeaks, findStrangers, importedPackages } from './look-at-files.ts'
import { textOf, type Stage } from './stage.ts'

/** What is wrong with the files of a packed app: a sentence each. */
export function lookAtStage(stage: Stage): string[] {
  const { resources, files } = stage
  // What stands in the archive also stands in `app`.
  const own = files.map(({ path, bytes }) => ({ path: path.replace(/^app(\.asar\.unpacked)?\//, ''), bytes }))
  const leaks = files.flatMap((file) => {
    const text = textOf(resources, file)
    return text === null ? [] : findLeaks(file.path, text, root.replace(/[/\\]$/, ''))
  })
  return [...findMissing(stage), ...findStrangers(own), ...leaks, ...findUnresolved(stage)]
}

/** The files that main/paths.ts names, and what the pages load. */
function findMissing(stage: Stage): string[] {
  const { renderer, preload, trayIcons, storeFiles } = appPaths({
    app: stage.app,
    data: stage.resources,
    beside: stage.resources,
  })
  const { worker, migrations, template } = storeFiles
  const pages = stage.files.filter(({ path }) => /^app\/out\/renderer\/[^/]+\.html$/.test(path))
  const loaded = pages.flatMap((page) => {
    const found = textOf(stage.resources, page)?.matchAll(/(?:src|href)="\.?\/?([^"#]+)"/g) ?? []
    return [...found].map(([, file = '']) => join(renderer, file))
  })
  const needed = [
    join(renderer, 'index.html'),
    join(renderer, 'quick.html'),
    join(renderer, 'recovery.html'),
    ...loaded,
    preload,
    trayIcons,
    fileURLToPath(worker),
    join(migrations, 'meta', '_journal.json'),
    template,
    descriptionOf(template),
    join(stage.resources, 'LICENSE'),
  ]
  return needed.filter((path) => !existsSync(path)).map((path) => `${path} is missing.`)
}

/**
 * Imports what each program of the app asks for by name, in a Node of its own and from where the program lies. What the
 * packages of the name need themselves is found missing too.
 */
function findUnresolved({ resources, files }: Stage): string[] {
  const programs = files.filter(({ path }) =>
    /^(app\/out\/main\/.*|app\.asar\.unpacked\/out\/main\/database-worker)\.js$/.test(path),
  )
  return programs.flatMap((program) => {
    const names = importedPackages(textOf(resources, program) ?? '')
    const script = names.map((name) => `await import(${JSON.stringify(name)})`).join('\n')
    const { status, stderr } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
      cwd: dirname(join(resources, program.path)),
      encoding: 'utf8',
    })
    const why = stderr.split('\n').find((line) => line.includes('Error')) ?? stderr.trim()
    return status === 0 ? [] : [`${program.path} would not start: ${why}`]
  })
}
