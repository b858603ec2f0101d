export const tray = {
  quickPrompt: 'Quick prompt',
  newChat: 'New chat',
  pauseMemory: 'Pause memory',
  exportMemory: 'Export memory…',
  settings: 'Settings',
  quit: 'Quit',

  ready: 'Hearth – ready',
  answering: 'Hearth – answering',
  downloading: 'Hearth – downloading {{percent}} %',
  needsApproval: 'Hearth – a plan waits for your answer',

  closedToTray: 'Hearth goes on in the tray',
  closedToTrayMore: 'You quit it there. In the settings you can let it end with its window.',

  needsYes: 'A plan waits for your answer',
  runDone: 'A run is done',
  runFailed: 'A run failed',
  runCancelled: 'A run was cancelled',
  runInterrupted: 'A run broke off',

  reminder: 'Reminder',
  reminderLate: 'Reminder, late',
  reminders: 'Reminders',
  remindersMore_one: '{{count}} more is in Hearth.',
  remindersMore_other: '{{count}} more are in Hearth.',

  shortcutTaken:
    'Another program has these keys. Choose others, or close that program and press them here again.',
  shortcutUnsure:
    'On Wayland the desktop decides about these keys and does not say how. Press them: if nothing comes, give keys to the command “hearth --quick-prompt” in the settings of your desktop.',
  shortcutInvalid:
    'These keys cannot be a shortcut. Choose a letter or Space together with Ctrl, Alt or Command.',
}
