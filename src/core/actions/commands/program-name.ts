/** `/bin/RM.exe` is `rm` where the file system takes no heed of case, `python3.12` is `python3`. */
export function programName(written: string): string {
  const name = (written.split(/[/\\]/u).at(-1) ?? '').toLowerCase().replace(/\.(?:exe|com|bat|cmd)$/u, '')
  return written === '.'
    ? '.'
    : name.replace(
        /^(python|pip|node|ruby|perl|php|lua)(\d)?[\d.-]*$/u,
        (_whole, base: string, major?: string) => base + (major === '3' ? '3' : ''),
      )
}
