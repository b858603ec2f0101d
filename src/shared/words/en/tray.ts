export const tray = {
  quickPrompt: 'Quick prompt',
  newChat: 'New chat',
  pauseMemory: 'Pause memory',
  exportMemory: 'Export memory…',
  settings: 'Settings',
  quit: 'Quit',
}
