import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { z } from 'zod'

export interface Licence {
  readonly name: string
  readonly version: string
  readonly licence: string
  readonly text: string
}

const lockSchema = z.looseObject({
  packages: z.record(
    z.string(),
    z.looseObject({ dev: z.boolean().optional(), optional: z.boolean().optional() }),
  ),
})
const packageSchema = z.looseObject({
  name: z.string(),
  version: z.string(),
  license: z.union([z.string(), z.looseObject({ type: z.string() })]).optional(),
})

/**
 * Writes `licences.json` beside the page: what is packed as it is installed, by the lock file, and what of the rest is
 * bundled into the page, by its modules.
 */
export function writeLicences(root: string): Plugin {
  return {
    name: 'hearth-licences',
    apply: 'build',
    generateBundle(_options, bundle) {
      const modules = Object.values(bundle).flatMap((part) => (part.type === 'chunk' ? part.moduleIds : []))
      const folders = new Set([...installed(root), ...modules.flatMap((id) => packageFolder(id) ?? [])])
      // Style sheets are no modules of a bundle.
      for (const name of ['tailwindcss', '@fontsource-variable/inter', '@fontsource-variable/jetbrains-mono'])
        folders.add(join(root, 'node_modules', name))
      const source = JSON.stringify(readLicences([...folders]))
      this.emitFile({ type: 'asset', fileName: 'licences.json', source })
    },
  }
}

/** The folders of the packages that a packed app has. */
export function installed(root: string): string[] {
  const { packages } = lockSchema.parse(JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')))
  return Object.entries(packages)
    .filter(([path, { dev = false }]) => path.startsWith('node_modules/') && !dev)
    .map(([path]) => join(root, path))
}

/** The folder of the package that a module is from; null for one of ours. */
export function packageFolder(module: string): string | null {
  const path = module.replaceAll('\\', '/').replace(/^\0/, '')
  return /^.*\/node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? null
}

/** By name. What is not installed here, since it is for another system, is left out. */
export function readLicences(folders: readonly string[]): Licence[] {
  const found = folders.flatMap((folder): Licence[] => {
    const names = filesIn(folder)
    if (!names.includes('package.json')) return []
    const known = packageSchema.parse(JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')))
    const { name, version, license = 'unknown' } = known
    const file = names.find((one) => /^(licen[cs]e|copying)(\.|-|$)/i.test(one))
    const text = file === undefined ? '' : readFileSync(join(folder, file), 'utf8').trim()
    return [{ name, version, licence: typeof license === 'string' ? license : license.type, text }]
  })
  return found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
}

function filesIn(folder: string): string[] {
  try {
    return readdirSync(folder)
  } catch {
    // Not installed on this system.
    return []
  }
}
