import type { Stats } from 'node:fs'

/** What a desktop runs, or installs, when it is opened, by the end of its name. */
const ends = new Set(
  [
    'app appimage apk bash bat cmd com command cpl csh deb desktop dmg exe fish gadget hta inf ins isp jar jnlp js jse',
    'ksh lnk msc msh msi msix msp mst pif pkg pl ps1 ps1xml ps2 psc1 psd1 psm1 py pyc pyw rb reg rpm run scf scpt scr',
    'sct service settingcontent-ms sh shb shs snap terminal tool url vb vbe vbs webloc workflow ws wsc wsf wsh xll zsh',
    'ahk appinstaller application appx appxbundle au3 cab chm diagcab hlp img iso mjs cjs mpkg msixbundle pyz pyzw vhd vhdx website xpi',
    // With programs in them, which an office program asks about, or does not.
    'docm dotm pptm potm ppam ppsm sldm xlam xlsm xltm xlsb',
    'action appref-ms flatpakref flatpakrepo inetloc library-ms search-ms fileloc prefpane mobileconfig osascript',
  ].flatMap((line) => line.split(' ')),
)

/** Whether opening it could run something. Everything that may be executed counts, whatever it is called. */
export function isProgram(name: string, stat: Stats): boolean {
  const end = name
    .toLowerCase()
    .replace(/[. ]+$/, '')
    .split('.')
    .at(-1)
  if (name.includes('.') && ends.has(end ?? '')) return true
  return stat.isFile() && (stat.mode & 0o111) !== 0
}
