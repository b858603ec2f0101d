// The least that an Electron app can be: one window with one word. What start-up is measured against.
import { app, BrowserWindow } from 'electron'

async function open() {
  await app.whenReady()
  await new BrowserWindow({ width: 1180, height: 780 }).loadURL(
    'data:text/html,<title>Empty</title><p>Empty</p>',
  )
}

app.on('window-all-closed', () => app.quit())
void open()
