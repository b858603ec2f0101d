/**
 * Names the system's theme on the root, for styles that choose by [data-theme]. The colours themselves follow the
 * system without it (tokens.css), also before any script has run.
 */
export function followTheme(root: HTMLElement): void {
  const dark = matchMedia('(prefers-color-scheme: dark)')
  const follow = (): void => {
    root.dataset['theme'] = dark.matches ? 'dark' : 'light'
  }
  dark.addEventListener('change', follow)
  follow()
}
