import { realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isWithin } from '../folders/within.ts'
import type { Containment } from './sandbox.ts'

/** Where keys and passwords are, in a home folder or in any other. */
const secrets = [
  '.ssh',
  '.gnupg',
  '.aws',
  '.azure',
  '.config/gcloud',
  '.config/gh',
  '.kube',
  '.docker',
  '.password-store',
  '.local/share/keyrings',
  '.mozilla',
  '.thunderbird',
  '.config/google-chrome',
  '.config/chromium',
  '.config/BraveSoftware',
  'Library/Keychains',
  'Library/Application Support/Google/Chrome',
  'Library/Application Support/Firefox',
  '.netrc',
  '.pgpass',
  '.git-credentials',
  '.npmrc',
  '.pypirc',
  '.vault-token',
  '.bash_history',
  '.zsh_history',
]

/** What runs of itself later, outside of any sandbox, by whoever opens a terminal or uses git there. */
const startsLater = [
  '.git/hooks',
  '.git/config',
  '.bashrc',
  '.bash_profile',
  '.profile',
  '.zshrc',
  '.zprofile',
  '.zshenv',
  '.gitconfig',
  '.config/git',
  '.config/autostart',
  '.config/systemd',
  '.config/fish',
  'Library/LaunchAgents',
  '.vscode',
  '.idea',
]

/**
 * What a sandbox covers in a folder, of what is there now: in the folder itself, and in the home folder where that lies
 * within. `own` are Hearth's folders. A link is followed; what it leads to outside is not in reach anyway.
 */
export async function coverFolder(
  folder: string,
  home: string,
  own: readonly string[],
): Promise<Pick<Containment, 'hidden' | 'guarded'>> {
  const bases = home !== folder && isWithin(folder, home, process.platform) ? [folder, home] : [folder]
  const within = (names: readonly string[]): string[] =>
    bases.flatMap((base) => names.map((name) => join(base, name)))
  const hidden = await findAll([...within(secrets), ...own], folder)
  const guarded = await findAll(within(startsLater), folder)
  return { hidden, guarded: guarded.map(({ path }) => path) }
}

async function findAll(paths: readonly string[], folder: string): Promise<Containment['hidden']> {
  const found = new Map<string, 'folder' | 'file'>()
  for (const path of paths) {
    try {
      const real = await realpath(path)
      if (real !== folder && isWithin(folder, real, process.platform))
        found.set(real, (await stat(real)).isDirectory() ? 'folder' : 'file')
    } catch {
      // Not there, or leading nowhere: there is nothing to cover.
    }
  }
  return [...found].map(([path, kind]) => ({ path, kind }))
}
