import { operands, texts } from './arguments.ts'
import { change, destructive, type Rule } from './finding.ts'
import { textOf } from './shell-syntax.ts'

const list = (names: string): string[] => names.split(' ')
const all = (names: string, rule: Rule): [string, Rule][] => list(names).map((name) => [name, rule])

const removing = 'rm rmdir unlink rimraf shred srm truncate del erase rd deltree remove-item wipe trash-empty'

/** Programs that remove files, whatever they are given. */
export const removers: ReadonlySet<string> = new Set(list(removing))

/** Whatever they are given, these take something away, or have the computer do so. */
const always: readonly (readonly [names: string, does: string])[] = [
  [removing, 'removes files'],
  [
    'dd mke2fs mkswap fdisk sfdisk sgdisk gdisk parted wipefs blkdiscard hdparm format diskpart diskutil cryptsetup lvremove vgremove pvremove zpool zfs mount umount losetup badblocks',
    'works on whole disks',
  ],
  ['sudo doas su pkexec runuser gosu runas chroot nsenter unshare', 'runs a command with other rights'],
  ['kill pkill killall taskkill xkill skill', 'ends programs that are running'],
  ['shutdown reboot halt poweroff init telinit', 'switches the computer off'],
  [
    'useradd userdel usermod groupadd groupdel passwd chpasswd visudo chsh dscl',
    'changes who may use the computer',
  ],
  [
    'iptables nft ufw sysctl insmod rmmod modprobe bcdedit vssadmin wmic reg schtasks launchctl defaults',
    'changes the system',
  ],
  ['dropdb dropuser', 'removes a database'],
  [
    'eval source . trap alias unalias exec hash enable set shopt unset bind',
    'changes what the words of the line mean',
  ],
  ['osascript powershell pwsh cmd wscript cscript mshta rundll32', 'runs a text that cannot be read here'],
  ['ssh rsh telnet nc ncat socat', 'works on another computer'],
  ['ed ex vi vim nvim emacs expect gdb lldb', 'can change anything, as it is told within'],
  ['crontab at batch', 'changes what runs later'],
]

const removal =
  /^(?:rm|rmi|rb|remove|delete|del|destroy|uninstall|unpublish|purge|autoremove|autoclean|erase|prune|un|unlink|clean|reset|drop|kill|down|stop|terminate|drain|cordon|evict|wipe|revoke|deprecate|yank|rollback|undo|replace|publish|logout|flushall|flushdb)$|^(?:delete|terminate|remove|destroy|purge)-/iu

/** Programs of which one word says what they do: `apt install`, `docker rm`, `kubectl delete`. */
const managed: Rule = (args, _assessing, program) => {
  const words = operands(args)
  const found = words.slice(0, 4).find((word) => word !== null && removal.test(word))
  if (found !== undefined) return destructive(`${program} ${found} may take something away for good.`)
  if (words.slice(0, 3).includes(null)) return destructive(`It is not known what ${program} will do.`)
  return change(`${program} changes what is installed, or what runs.`)
}

const pacman: Rule = (args, assessing, program) =>
  texts(args).some((text) => /^-(?:R|r|P|e|-remove|-purge|-erase)/u.test(text))
    ? destructive(`${program} removes what is installed.`)
    : managed(args, assessing, program)

const container: Rule = (args, assessing, program) =>
  texts(args).some((text) => /^--(?:privileged|pid|cap-add|device|mount|volume)\b|^-v|^\/:/u.test(text))
    ? destructive(`${program} gives a container what is outside of it.`)
    : managed(args, assessing, program)

const terraform: Rule = (args, assessing, program) =>
  texts(args).some((text) => /^(?:apply|up|destroy|import|taint|state|force-unlock|-destroy)$/u.test(text))
    ? destructive(`${program} changes what runs elsewhere.`)
    : managed(args, assessing, program)

const kubectl: Rule = (args, assessing, program) =>
  texts(args).some((text) => /^(?:exec|cp|scale|patch|--prune|--force)\b/u.test(text))
    ? destructive(`${program} changes what runs elsewhere.`)
    : managed(args, assessing, program)

const services: Rule = (args, _assessing, program) =>
  operands(args).some((word) => word !== null && /^(?:status|is-\w+|list-\w+|show|cat)$/u.test(word))
    ? change(`${program} tells about services.`)
    : destructive(`${program} changes which services run.`)

const harmful =
  /\b(?:drop|delete|truncate|update|alter|replace|insert|create|grant|revoke|vacuum|merge|attach|detach|copy|call|do|execute|flushall|flushdb|del|reindex|set|load_extension|readfile|writefile|edit|pg_\w+|lo_\w+)\b|\\[!owigcs]|^\s*\.(?!tables|schema|databases|headers|mode)/imu

const database: Rule = (args, { fed }, program) => {
  const words = args.map(textOf)
  if (
    fed ||
    words.includes(null) ||
    words.some((text) => /^-(?:f|-file)|^-?-(?:init|eval|cmd|exec)\b/u.test(text ?? ''))
  )
    return destructive(`${program} may be told to remove anything.`)
  return words.some((text) => harmful.test(text ?? ''))
    ? destructive(`${program} changes what is in a database.`)
    : change(`${program} asks a database.`)
}

const make: Rule = (args, _assessing, program) =>
  operands(args).some((word) => word === null || /clean|purge|reset|destroy|drop|deploy|publish/u.test(word))
    ? destructive(`${program} may remove what was built.`)
    : change(`${program} runs what its file says.`)

const gpg: Rule = (args) =>
  args.some((word) => textOf(word) === null || /^--(?:delete|yes|out)|^-\w*o/u.test(textOf(word) ?? ''))
    ? destructive('gpg may remove keys or overwrite a file.')
    : change('gpg works with keys.')

const gio: Rule = (args) =>
  /^(?:help|version|cat|info|list|tree|monitor|mime|mkdir)$/u.test(operands(args)[0] ?? '')
    ? change('gio works on files.')
    : destructive('gio may remove or overwrite files.')

/** Programs for the system, and for what runs on it. */
export const systemRules: readonly [string, Rule][] = [
  ...always.flatMap(([names, does]) =>
    all(names, (_args, _assessing, program) => destructive(`${program} ${does}.`)),
  ),
  ...all(
    'apt apt-get aptitude dnf yum zypper brew port snap flatpak pip pip3 pipx npm pnpm yarn bun cargo gem composer conda mamba uv poetry choco winget scoop helm gh glab aws gcloud az heroku vercel netlify fly firebase virsh tmux',
    managed,
  ),
  ...all('pacman dpkg rpm apk', pacman),
  ...all('docker podman nerdctl docker-compose', container),
  ...all('kubectl oc', kubectl),
  ...all('terraform tofu pulumi', terraform),
  ...all('systemctl service rc-service sc', services),
  ...all('psql mysql mariadb sqlite3 duckdb mongosh mongo redis-cli sqlcmd mysqladmin pg_restore', database),
  ...all('gpg gpg2', gpg),
  ...all('gio', gio),
  ...all('make gmake just task rake gradle mvn ninja', make),
]
