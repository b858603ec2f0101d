import { posix, win32 } from 'node:path'
import { isWithin } from './within.ts'

/**
 * What actions never read, whatever is granted: keys, passwords and what is as good as one. Told by names, so that a
 * copy of `.ssh` in a project is as private as the one at home; the places that have ordinary names are told by where
 * they lie. Names are compared without case, on every system: `.SSH` is `.ssh` on two of three.
 */
const privateFolders = wordsOf(
  '.ssh .gnupg .aws .azure .kube .docker .gcloud .password-store .pki .op keyrings keychains kwalletd',
  '.mozilla .thunderbird google-chrome chromium bravesoftware microsoft-edge vivaldi',
  '1password bitwarden keepassxc lastpass',
)

const privateFiles = [
  /^id_(rsa|dsa|ecdsa|ed25519|xmss)/,
  /\.(pem|key|p8|p12|pfx|ppk|jks|keystore|gpg|kdb|kdbx|agilekeychain|opvault|keychain(-db)?)$/,
  // A project's secrets; its example is for everybody.
  /^\.env(?!\.(example|sample|template|dist)$)(\..*)?$/,
  /^\.(netrc|pgpass|my\.cnf|npmrc|yarnrc\.yml|pypirc|git-credentials|htpasswd|vault-token|dockercfg)$/,
  /^_netrc$/,
  // What was typed into a terminal, passwords too.
  /^\.\w+_history$|^fish_history$/,
  // What browsers keep passwords and sign-ins in.
  /^(logins\.json|key[34]\.db|cookies\.sqlite|login data|web data|local state)$/,
]

/** Private in a folder of that name only. */
const privateWays = /(^|\/)(\.config\/(gcloud|gh)|application support\/(google\/chrome|firefox))(\/|$)/

/** What programs run by themselves: who may write there may do anything. Reading it is no secret. */
const selfRunning = wordsOf(
  '.git .gitconfig .gitmodules .envrc .mcp.json .bashrc .bash_profile .bash_login .bash_logout .profile',
  '.zshrc .zshenv .zprofile .zlogin .xprofile .xinitrc .xsession .xsessionrc',
  '.husky .githooks .rprofile .octaverc .irbrc .pryrc .exrc .nvimrc .nvim.lua .gdbinit .lldbinit',
)

/** Whether a resolved path is, or lies in, what actions may not read. */
export function isPrivate(path: string, home: string, platform: NodeJS.Platform): boolean {
  return (
    hasPrivateName(path) || privatePlaces(home, platform).some((place) => isWithin(place, path, platform))
  )
}

/** The same by its names alone, wherever it lies; a part of a path can be asked about too. */
export function hasPrivateName(path: string): boolean {
  const names = namesOf(path)
  return (
    names.some((name) => privateFolders.has(name) || privateFiles.some((form) => form.test(name))) ||
    privateWays.test(names.join('/'))
  )
}

/** Whether something private lies beneath a resolved path, as far as that can be told by where it lies. */
export function holdsPrivate(path: string, home: string, platform: NodeJS.Platform): boolean {
  return privatePlaces(home, platform).some((place) => isWithin(path, place, platform))
}

/** Whether a resolved path is something that programs run by themselves, or lies in it. */
export function isSelfRunning(path: string): boolean {
  return namesOf(path).some((name) => selfRunning.has(name))
}

/** Whether a file begins as private keys do, whatever it is called. */
export function looksPrivate(head: Buffer): boolean {
  const text = head.subarray(0, 200).toString('latin1').trimStart()
  return /^(-----BEGIN [A-Z ]*PRIVATE KEY|PuTTY-User-Key-File|AGE-SECRET-KEY-)/.test(text)
}

/** Names on the way, without case, and without what some systems ignore in a name. */
function namesOf(path: string): string[] {
  return path.split(/[\\/]/).map((name) =>
    name
      .normalize('NFKC')
      .replaceAll(/\p{Cf}/gu, '')
      .toLowerCase(),
  )
}

function privatePlaces(home: string, platform: NodeJS.Platform): string[] {
  const { join } = platform === 'win32' ? win32 : posix
  if (platform === 'darwin') {
    return ['Keychains', 'Cookies', 'Safari', 'Mail', 'Messages', 'Group Containers', 'Containers'].map(
      (name) => join(home, 'Library', name),
    )
  }
  if (platform === 'win32') {
    return ['Credentials', 'Crypto', 'Protect', 'Vault'].flatMap((name) => [
      join(home, 'AppData', 'Roaming', 'Microsoft', name),
      join(home, 'AppData', 'Local', 'Microsoft', name),
    ])
  }
  return [
    join(home, '.config', 'gcloud'),
    join(home, '.config', 'gh'),
    join(home, 'snap'),
    join(home, '.var'),
  ]
}

function wordsOf(...lines: readonly string[]): ReadonlySet<string> {
  return new Set(lines.flatMap((line) => line.split(' ')))
}
