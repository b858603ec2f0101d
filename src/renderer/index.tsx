import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { Toast } from '@base-ui/react/toast'
import { App } from './app.tsx'
import { Tour } from './demo/tour.tsx'
import { openPageWords } from './language.ts'
import { reportTo } from './report.ts'
import { openHearth } from './store/hearth.ts'
import { followTheme } from './styles/theme.ts'
import { showNotice } from './dialogs/notices.tsx'

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no #root.')

followTheme(document.documentElement)
const words = openPageWords(window.hearth, window)
const report = reportTo(window.hearth, window)
const toasts = Toast.createToastManager()
const hearth = openHearth(window.hearth, {
  newId: () => crypto.randomUUID(),
  now: () => new Date(),
  notify: (notice) => showNotice(toasts, notice),
  frame(callback) {
    const id = requestAnimationFrame(callback)
    return () => cancelAnimationFrame(id)
  },
  later(callback, ms) {
    const id = setTimeout(callback, ms)
    return () => clearTimeout(id)
  },
  session: sessionStorage,
  keepsNewDraft: true,
  t: words.t,
})

void hearth.settings.tellSetAside()

// What is typed is saved when the window is hidden, and before it goes.
document.addEventListener('visibilitychange', () => {
  if (document.hidden) hearth.drafts.flush()
})
window.addEventListener('pagehide', () => hearth.close())

createRoot(root, { onUncaughtError: report, onCaughtError: report }).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <Tour bridge={window.hearth} hearth={hearth}>
        <App hearth={hearth} toasts={toasts} />
      </Tour>
    </I18nextProvider>
  </StrictMode>,
)
