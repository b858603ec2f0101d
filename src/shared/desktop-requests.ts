/** What windows ask of the desktop: the quick prompt, the shortcut, the start at login. */
export const desktopRequests = {} as const
