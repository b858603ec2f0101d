import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { I18nextProvider } from 'react-i18next'
import { openPageWords } from '../language.ts'
import { reportTo } from '../report.ts'
import { openHearth } from '../store/hearth.ts'
import { followTheme } from '../styles/theme.ts'
import { createNoticeLine } from './notices.ts'
import { Quick } from './quick.tsx'

const root = document.querySelector('#root')
if (!root) throw new Error('quick.html has no #root.')

followTheme(document.documentElement)
const words = openPageWords(window.hearth, window)
const report = reportTo(window.hearth, window)
const notices = createNoticeLine()
const hearth = openHearth(window.hearth, {
  newId: () => crypto.randomUUID(),
  now: () => new Date(),
  notify: (notice) => notices.setState({ notice }),
  t: words.t,
  frame(callback) {
    const id = requestAnimationFrame(callback)
    return () => cancelAnimationFrame(id)
  },
  later(callback, ms) {
    const id = setTimeout(callback, ms)
    return () => clearTimeout(id)
  },
  session: sessionStorage,
})

document.addEventListener('visibilitychange', () => {
  if (document.hidden) hearth.drafts.flush()
})
window.addEventListener('pagehide', () => hearth.close())

createRoot(root, { onUncaughtError: report, onCaughtError: report }).render(
  <StrictMode>
    <I18nextProvider i18n={words}>
      <Quick
        hearth={hearth}
        notices={notices}
        onShown={(listener) =>
          window.hearth.onEvent((event) => {
            if (event.type === 'quick.shown') listener()
          })
        }
      />
    </I18nextProvider>
  </StrictMode>,
)
