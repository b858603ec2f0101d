import { existsSync } from 'node:fs'
import { run } from './tool.ts'

/** Whether Debian's packages are ours to install. */
export function canInstall(): boolean {
  return process.getuid?.() === 0 && existsSync('/etc/debian_version')
}

/** Installs one of Debian's packages. Whether it worked, the program that was wanted shows. */
export async function installPackage(name: string): Promise<void> {
  console.error(`Installing Debian’s package ${name}…`)
  const apt = (args: readonly string[]): Promise<number> =>
    run('apt-get', args, { stdio: ['ignore', 2, 2], env: { DEBIAN_FRONTEND: 'noninteractive' } })
  await apt(['update', '-qq'])
  await apt(['install', '-y', '-qq', '--no-install-recommends', name])
}
