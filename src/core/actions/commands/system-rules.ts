import { mayHave, operands, texts } from './arguments.ts'
import { change, destructive, runsFiles, type Rule } from './finding.ts'
import { saysRemoval } from './interpreter-rules.ts'
import { databaseRules } from './database-rules.ts'
import { textOf, unknownWord } from './shell-syntax.ts'

const list = (names: string): string[] => names.split(' ')
const all = (names: string, rule: Rule): [string, Rule][] => list(names).map((name) => [name, rule])

const removing =
  'rm rmdir unlink rimraf shred srm truncate fallocate del erase rd deltree remove-item clear-content wipe trash trash-put trash-rm trash-empty gvfs-trash rmtrash tmpreaper tmpwatch bleachbit fdupes jdupes rdfind rmlint'

/** Programs that remove files, whatever they are given. */
export const removers: ReadonlySet<string> = new Set(list(removing))

/** Whatever they are given, these take something away, or have the computer do so. */
const always: readonly (readonly [names: string, does: string])[] = [
  [removing, 'removes files'],
  [
    'dd dcfldd ddrescue partclone mke2fs e2fsck tune2fs resize2fs xfs_repair btrfs mdadm dmsetup mkswap swapoff fdisk sfdisk sgdisk gdisk parted wipefs blkdiscard hdparm format diskpart diskutil cryptsetup lvcreate lvremove lvreduce lvresize vgcreate vgremove pvcreate pvremove lvextend vgextend qemu-img zpool zfs mount umount fusermount fusermount3 losetup badblocks eject cipher fsutil',
    'works on whole disks',
  ],
  [
    'sudo sudoedit doas su sg run0 dzdo pkexec runuser gosu runas chroot nsenter unshare setcap',
    'runs a command with other rights',
  ],
  [
    'bwrap firejail flatpak-spawn proot systemd-run systemd-nspawn distrobox distrobox-enter toolbox lxc incus machinectl multipass limactl wsl conhost forfiles pcalua tmux screen dtach abduco zellij tmate byobu',
    'runs commands out of sight',
  ],
  [
    'kill pkill killall killall5 taskkill tskill xkill skill snice slay fuser logoff',
    'ends programs that are running',
  ],
  ['shutdown reboot halt poweroff init telinit', 'switches the computer off'],
  [
    'useradd userdel usermod groupadd groupdel passwd chpasswd visudo chsh dscl',
    'changes who may use the computer',
  ],
  [
    'iptables nft ufw sysctl insmod rmmod modprobe bcdedit vssadmin wmic reg schtasks launchctl defaults net netsh wevtutil wbadmin msiexec regsvr32 installutil dbus-send gdbus busctl qdbus gsettings dconf nmcli loginctl homectl timedatectl hostnamectl localectl update-alternatives grub-install update-grub efibootmgr ldconfig logrotate xdotool wmctrl xdg-mime xdg-settings networksetup systemsetup scutil pmset spctl csrutil hdiutil softwareupdate xattr chflags mdutil nvram tmutil ifconfig route tc rfkill nix-collect-garbage emerge ssh-keygen fwupdmgr dkms icacls cacls takeown attrib',
    'changes the system',
  ],
  [
    'dropdb dropuser pg_ctl pg_resetwal pg_rewind initdb mysqlimport mongorestore mysqladmin',
    'removes or replaces a database',
  ],
  [
    'eval source . trap alias unalias exec hash enable set shopt unset bind let mapfile readarray compgen complete fc jobs history',
    'changes what the words of the line mean, or runs what they hold',
  ],
  [
    'osascript powershell pwsh cmd wscript cscript mshta rundll32 timeit cprofile pdb runpy',
    'runs a text that cannot be read here',
  ],
  [
    'xdg-open open start explorer gtk-launch kde-open exo-open',
    'opens something with a program that is not named',
  ],
  ['ssh rsh telnet nc ncat socat lftp ftp tftp sftp', 'works on another computer'],
  ['mail mailx sendmail msmtp mutt swaks wall write lp lpr', 'sends something away'],
  [
    'ed ex red vi vim nvim view rview rvim gvim vimdiff emacs nano micro hx kak expect gdb lldb',
    'can change anything, as it is told within',
  ],
  ['crontab at batch atrm anacron', 'changes what runs later'],
]

/** Programs of which one word says what they do: `apt install`, `docker rm`, `kubectl delete`. */
const managed: Rule = (args, { assess }, program) => {
  const words = operands(args)
  const found = saysRemoval(words.slice(0, 4))
  if (found !== undefined) return destructive(`${program} ${found} may take something away for good.`)
  if (words.slice(0, 3).includes(null)) return destructive(`It is not known what ${program} will do.`)
  // `npm exec -- sh -c LINE`; what `npm run` is told is the name of a script.
  const runs = /^(?:npm|pnpm|yarn)$/u.test(program) ? /^(?:exec|x|dlx)$/u : /^(?:exec|run)$/u
  const exec = args.findIndex((word) => runs.test(textOf(word) ?? ''))
  const at = args.findIndex((word, index) => index > exec && !textOf(word)?.startsWith('-'))
  const inner = exec === -1 || at === -1 ? [] : assess(args.slice(at))
  return [
    ...change(`${program} changes what is installed, or what runs.`),
    ...inner.filter(({ risk }) => risk === 'destructive'),
  ]
}

/** Besides, they run what a file in the folder says. */
const packages: Rule = (args, assessing, program) => {
  const words = operands(args)
  if (
    (program === 'npm' && /^(?:ci|clean-install)$/u.test(words[0] ?? '')) ||
    /^(?:config|set|pkg|set-script)$/u.test(words[0] ?? '') ||
    mayHave(
      args.filter((word) => textOf(word) !== null),
      'c',
      'call',
      'script-shell',
      'shell-mode',
    )
  )
    return destructive(`${program} may remove what is there, or change what runs.`)
  const elsewhere = texts(args).some((text) => /^(?:-C|--prefix|--cwd|--dir)/u.test(text))
  const found = managed(args, assessing, program)
  return elsewhere ? found : [...found, ...runsFiles(['package.json'], `${program} runs what its file says.`)]
}

const pacman: Rule = (args, assessing, program) =>
  texts(args).some((text) => /^-(?:R|r|P|e|-remove|-purge|-erase)/u.test(text))
    ? destructive(`${program} removes what is installed.`)
    : managed(args, assessing, program)

const container: Rule = (args, assessing, program) =>
  texts(args).some((text) => /^--(?:privileged|pid|cap-add|device|mount|volume)\b|^-v|^\/:/u.test(text)) ||
  /^(?:exec|cp|import|load)$/u.test(operands(args)[0] ?? '')
    ? destructive(`${program} gives a container what is outside of it, or changes what is in it.`)
    : managed(args, assessing, program)

const terraform: Rule = (args, assessing, program) =>
  texts(args).some((text) => /^(?:apply|up|destroy|import|taint|state|force-unlock|-destroy)$/u.test(text))
    ? destructive(`${program} changes what runs elsewhere.`)
    : managed(args, assessing, program)

const kubectl: Rule = (args, assessing, program) => {
  const isValue = (at: number): boolean =>
    /^(?:-n|--namespace|--context|--kubeconfig)$/u.test(textOf(args[at - 1] ?? unknownWord) ?? '')
  const [word] = operands(args.filter((_word, at) => !isValue(at)))
  return /^(?:get|describe|logs|explain|version|api-\w+|cluster-info|top)$/u.test(word ?? '')
    ? managed(args, assessing, program)
    : destructive(`${program} changes what runs elsewhere.`)
}

/** The word that says what is done stands first, but behind the name of a service with `service`. */
const services: Rule = (args, _assessing, program) => {
  const word = operands(args)[program.endsWith('service') ? 1 : 0]
  return /^(?:status|is-\w+|list-\w+|show|cat|query)$/u.test(word ?? '')
    ? change(`${program} tells about services.`)
    : destructive(`${program} changes which services run.`)
}

/** What says in a folder what is to be made there. */
const makeFiles: Readonly<Record<string, readonly string[]>> = {
  make: ['GNUmakefile', 'makefile', 'Makefile'],
  just: ['justfile', 'Justfile', '.justfile'],
  task: ['Taskfile.yml', 'Taskfile.yaml'],
  rake: ['Rakefile', 'rakefile', 'Rakefile.rb'],
  gradle: ['build.gradle', 'build.gradle.kts', 'settings.gradle', 'settings.gradle.kts'],
  mvn: ['pom.xml'],
  ninja: ['build.ninja'],
}

const make: Rule = (args, { fed }, program) => {
  const words = operands(args)
  if (words.some((word) => word === null || /clean|purge|reset|destroy|drop|deploy|publish/u.test(word)))
    return destructive(`${program} may remove what was built.`)
  // `SHELL=…` and `CC=…` are commands, `--eval` and `-I` texts that are run.
  if (
    fed ||
    words.some((word) => word?.includes('=')) ||
    texts(args).some((text) => text.startsWith('-Dexec')) ||
    // Of Maven's, the letters are words.
    mayHave(args, program === 'mvn' ? '' : 'EeI', 'eval', 'execute', 'init-script', 'shell', 'set')
  )
    return destructive(`${program} is told to run something else.`)
  const reason = `${program} runs what its file says.`
  if (mayHave(args, 'CDp', 'directory', 'project-dir', 'working-directory')) return change(reason)
  const at = args.findIndex((word) => /^(?:-f|--file|--makefile|-b|--build-file)$/u.test(textOf(word) ?? ''))
  const named = at === -1 ? null : args[at + 1]
  const files = named ? [textOf(named) ?? ''] : (makeFiles[program === 'gmake' ? 'make' : program] ?? [])
  return [{ risk: 'change', reason, runs: files }]
}

/** What it does is told within a file, or by one of its words. */
const cmake: Rule = (args) =>
  texts(args).some((text) => /^-[EP]|^clean$/u.test(text))
    ? destructive('cmake may remove or overwrite files.')
    : change('cmake makes files, or what they say.')

const gpg: Rule = (args) =>
  args.some((word) => textOf(word) === null || /^--(?:delete|yes|out)|^-\w*o/u.test(textOf(word) ?? ''))
    ? destructive('gpg may remove keys or overwrite a file.')
    : change('gpg works with keys.')

const ip: Rule = (args) =>
  operands(args).some(
    (word) => word === null || /^(?:set|add|append|change|replace|del|delete|flush)$/u.test(word),
  )
    ? destructive('ip changes the network.')
    : change('ip tells about the network.')

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
    'apt apt-get aptitude dnf yum zypper brew port snap flatpak pip pip3 pipx cargo gem composer conda mamba uv poetry choco winget scoop helm gh glab aws gcloud az heroku vercel netlify fly firebase virsh vagrant rclone restic borg duplicity',
    managed,
  ),
  ...all('npm pnpm yarn', packages),
  ...all('pacman dpkg rpm apk', pacman),
  ...all('docker podman nerdctl docker-compose', container),
  ...all('kubectl oc', kubectl),
  ...all('terraform tofu pulumi', terraform),
  ...all('systemctl service rc-service sc', services),
  ...databaseRules,
  ...all('gpg gpg2', gpg),
  ...all('gio', gio),
  ...all('ip', ip),
  ...all('cmake', cmake),
  ...all('make gmake just task rake gradle mvn ninja', make),
]
