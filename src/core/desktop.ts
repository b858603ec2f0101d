/** What actions need of a desktop. The app's shell hands it in; a terminal has nothing of it. */
export interface Desktop {
  /** Moves to the system's trash; null where there is none. */
  readonly trash: ((path: string) => Promise<void>) | null
  /** Opens a file or folder with what the system has for it. Throws AppError. */
  openPath(path: string): Promise<void>
  /** Opens an http, https or mailto address. Throws AppError. */
  openAddress(url: string): Promise<void>
  readClipboard(): Promise<string>
  writeClipboard(text: string): Promise<void>
  /** Tells the person, also when no window is in front, in the language that they chose. */
  tellReminder(told: ToldReminder): void
}

/** A reminder whose time has come (or came while nobody could tell), or how many others have come with those told. */
export type ToldReminder =
  | { readonly kind: 'due'; readonly text: string; readonly late: boolean }
  | { readonly kind: 'more'; readonly count: number }
