// The least that an Electron app can be: one window with one word. What start-up is measured against.
import { app, BrowserWindow } from 'electron'

await app.whenReady()
const window = new BrowserWindow({ width: 1180, height: 780 })
await window.loadURL('data:text/html,<title>Empty</title><p>Empty</p>')
app.on('window-all-closed', () => app.quit())
