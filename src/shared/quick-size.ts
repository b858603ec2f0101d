/** The quick prompt's window, in CSS pixels: it is as high as what it shows, from this to a limit. */
export const quickSize = { width: 680, height: 136, highest: 620 } as const
